package io.tracemill.cli.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.xerial.snappy.Snappy;

/** Bodies of metrics, made for tests. */
public final class Pushed {

    public static final long MILLIS = 1_700_000_000_000L;

    private Pushed() {}

    /** An export request with one gauge of a node. */
    static byte[] otlp(String node, double value) {
        return MetricsData.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(KeyValue.newBuilder()
                                        .setKey("host.name")
                                        .setValue(AnyValue.newBuilder().setStringValue(node))))
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder()
                                        .setName("hw.power")
                                        .setGauge(Gauge.newBuilder()
                                                .addDataPoints(NumberDataPoint.newBuilder()
                                                        .setTimeUnixNano(MILLIS * 1_000_000)
                                                        .setAsDouble(value))))))
                .build()
                .toByteArray();
    }

    /** A request of OTLP in JSON with one reading of a node's power. */
    static byte[] otlpJson(String node, double value) {
        return ("{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"host.name\",\"value\":{\"stringValue\":\""
                        + node + "\"}}]},\"scopeMetrics\":[{\"metrics\":[{\"name\":\"hw.power\",\"gauge\":"
                        + "{\"dataPoints\":[{\"timeUnixNano\":\"" + MILLIS + "000000\",\"asDouble\":" + value
                        + "}]}}]}]}]}")
                .getBytes(UTF_8);
    }

    /** A request of remote write with one sample of each node, the first with a value and the next with one more. */
    public static byte[] remoteWrite(double value, String... nodes) {
        return packed(out -> {
            for (int i = 0; i < nodes.length; i++) {
                int at = i;
                message(out, 1, series -> {
                    label(series, "__name__", "node_load1");
                    label(series, "instance", nodes[at] + ":9100");
                    message(series, 2, sample -> {
                        sample.writeDouble(1, value + at);
                        sample.writeInt64(2, MILLIS);
                    });
                });
            }
        });
    }

    static byte[] packed(Fields fields) {
        try {
            return Snappy.compress(bytes(fields));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void label(CodedOutputStream series, String name, String value) throws IOException {
        message(series, 1, label -> {
            label.writeString(1, name);
            label.writeString(2, value);
        });
    }

    private static void message(CodedOutputStream out, int field, Fields fields) throws IOException {
        out.writeByteArray(field, bytes(fields));
    }

    private static byte[] bytes(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    /** Writes the fields of a message. */
    interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }
}
