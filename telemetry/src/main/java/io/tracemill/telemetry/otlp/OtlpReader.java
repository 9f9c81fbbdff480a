package io.tracemill.telemetry.otlp;

import com.google.protobuf.CodedInputStream;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.MessageRefusedException.Why;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.sample.SampleSink;
import java.io.IOException;

/**
 * Reads metrics of OpenTelemetry: the body of an export request, or the message that a collector puts into a topic. The
 * attributes of the resource are labels of each series; an attribute of a point wins over one of the same name.
 *
 * <p>A sum that only grows is a counter, any other a gauge. A histogram gives its buckets, sum and count as counters, a
 * summary its quantiles as gauges, named as Prometheus does. What counts since the last message only (temporality
 * {@code DELTA}) and histograms without fixed buckets are refused: to add them up, no message must be lost or doubled.
 */
public final class OtlpReader {

    private final MessageLimits limits;

    /** A reader of messages within limits. */
    public OtlpReader(MessageLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a message in protobuf.
     *
     * @throws MessageRefusedException if the message is too large or is no protobuf of metrics
     */
    public void readProtobuf(byte[] message, SampleSink sink) throws MessageRefusedException {
        limits.checkBytes(message.length);
        CodedInputStream in = CodedInputStream.newInstance(message);
        in.setRecursionLimit(limits.maxDepth());
        MetricsData data;
        try {
            data = MetricsData.parser().parseFrom(in);
        } catch (IOException e) {
            throw new MessageRefusedException(
                    Why.MALFORMED, "OTLP metrics in protobuf were expected: " + e.getMessage());
        }
        new MetricsWalk(new Samples(limits, sink), limits).walk(data);
    }

    /**
     * Reads a message in JSON.
     *
     * @throws MessageRefusedException if the message is too large or is no JSON of metrics
     */
    public void readJson(byte[] message, SampleSink sink) throws MessageRefusedException {
        limits.checkBytes(message.length);
        MetricsData.Builder data = MetricsData.newBuilder();
        new OtlpJson(limits).read(message, data);
        new MetricsWalk(new Samples(limits, sink), limits).walk(data.build());
    }
}
