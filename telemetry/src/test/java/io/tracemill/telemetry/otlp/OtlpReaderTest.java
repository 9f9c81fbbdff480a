package io.tracemill.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.tracemill.telemetry.Collected;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OtlpReaderTest {

    private final OtlpReader reader = new OtlpReader(MessageLimits.DEFAULT);
    private final Collected read = new Collected();

    @Test
    void everyFormOfMetricIsReadOrRefused() throws MessageRefusedException {
        reader.readProtobuf(OtlpMessages.everyForm().toByteArray(), read);

        assertThat(read.samples())
                .containsExactly(
                        "hw.power{host.name=\"n1\",hw.id=\"0\",list=\"[\"a\\\"b\",2]\"} GAUGE 1000 170.5",
                        "hw.power{host.name=\"n1\"} GAUGE - -3.0",
                        "hw.energy{host.name=\"point\"} COUNTER 2000 9.007199254740991E15",
                        "latency_bucket{host.name=\"n1\",le=\"0.005\"} COUNTER 3000 1.0",
                        "latency_bucket{host.name=\"n1\",le=\"10\"} COUNTER 3000 3.0",
                        "latency_bucket{host.name=\"n1\",le=\"+Inf\"} COUNTER 3000 7.0",
                        "latency_sum{host.name=\"n1\"} COUNTER 3000 12.5",
                        "latency_count{host.name=\"n1\"} COUNTER 3000 7.0",
                        "wait{host.name=\"n1\",quantile=\"0.99\"} GAUGE 4000 3.0",
                        "wait_sum{host.name=\"n1\"} COUNTER 4000 5.0",
                        "wait_count{host.name=\"n1\"} COUNTER 4000 2.0");
        assertThat(read.refused())
                .containsExactly(
                        "STALE: hw.power: no value was recorded",
                        "MALFORMED: hw.power: a point must have a value",
                        "MALFORMED: latency: a histogram of 1 bounds must have one bucket more but has 1",
                        "UNSUPPORTED: spread: only histograms with explicit bounds are read");
        assertThat(read.places()).containsExactly(2L, 3L, 10L, 14L);
    }

    @Test
    void aSumOfTemporalityDeltaIsRefused() throws MessageRefusedException {
        Metric delta = Metric.newBuilder()
                .setName("bytes")
                .setSum(Sum.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(1)))
                .build();

        reader.readProtobuf(OtlpMessages.of(delta).toByteArray(), read);

        assertThat(read.samples()).isEmpty();
        assertThat(read.refused())
                .containsExactly("UNSUPPORTED: bytes: only cumulative values are read: set the temporality of the"
                        + " exporter to cumulative");
    }

    @Test
    void jsonGivesWhatProtobufGives() throws MessageRefusedException {
        String json = """
                {"resourceMetrics": [{
                  "resource": {"attributes": [{"key": "host.name", "value": {"stringValue": "n1"}},
                                              {"key": "cpus", "value": {"intValue": "8"}}]},
                  "unknown": [{"a": [1]}],
                  "scopeMetrics": [{"metrics": [
                    {"name": "hw.power", "gauge": {"dataPoints": [
                      {"timeUnixNano": "1700000000000000001", "asDouble": 170.5,
                       "exemplars": [{"traceId": "5b8efff798038103d269b633813fc60c", "asInt": "1"}]},
                      {"timeUnixNano": 12, "asDouble": "NaN", "attributes": null},
                      {"flags": 1}]}},
                    {"name": "io", "sum": {"aggregationTemporality": "AGGREGATION_TEMPORALITY_CUMULATIVE",
                      "isMonotonic": true, "dataPoints": [{"timeUnixNano": "5", "asInt": "42"}]}},
                    {"name": "used", "sum": {"aggregationTemporality": 2, "dataPoints": [{"asInt": 7}]}},
                    {"name": "gone", "sum": {"aggregationTemporality": 1, "dataPoints": [{"asInt": 7}]}},
                    {"name": "h", "histogram": {"aggregationTemporality": 2, "dataPoints": [
                      {"timeUnixNano": "5", "count": "3", "bucketCounts": ["1", "2"], "explicitBounds": [0.5]}]}}
                  ]}]}]}
                """;

        reader.readJson(json.getBytes(UTF_8), read);

        assertThat(read.samples())
                .containsExactly(
                        "hw.power{cpus=\"8\",host.name=\"n1\"} GAUGE 1700000000000000001 170.5",
                        "hw.power{cpus=\"8\",host.name=\"n1\"} GAUGE 12 NaN",
                        "io{cpus=\"8\",host.name=\"n1\"} COUNTER 5 42.0",
                        "used{cpus=\"8\",host.name=\"n1\"} GAUGE - 7.0",
                        "h_bucket{cpus=\"8\",host.name=\"n1\",le=\"0.5\"} COUNTER 5 1.0",
                        "h_bucket{cpus=\"8\",host.name=\"n1\",le=\"+Inf\"} COUNTER 5 3.0",
                        "h_count{cpus=\"8\",host.name=\"n1\"} COUNTER 5 3.0");
        assertThat(read.refused()).hasSize(2);
    }

    @Test
    void aFileHasAMessageALine() throws IOException {
        String message = "{\"resourceMetrics\": [{\"scopeMetrics\": [{\"metrics\": [{\"name\": \"a\", \"gauge\":"
                + " {\"dataPoints\": [{\"asInt\": 1}]}}]}]}]}";
        String file = message + "\nno json\n\n" + " ".repeat(300) + "\r\n" + message;
        OtlpReader small = new OtlpReader(new MessageLimits(200, 64, 128, 4096));

        small.readJsonLines(new ByteArrayInputStream(file.getBytes(UTF_8)), 0, read);

        assertThat(read.samples()).containsExactly("a{} GAUGE - 1.0", "a{} GAUGE - 1.0");
        assertThat(read.refused()).hasSize(2).endsWith("TOO_LONG: a line must have at most 200 bytes");
        assertThat(read.places()).containsExactly(message.length() + 1L, message.length() + 10L);
    }

    @Test
    void aMessageThatIsNoOtlpIsRefusedWhole() {
        assertThatThrownBy(() -> reader.readJson("{\"resourceMetrics\": 3}".getBytes(UTF_8), read))
                .isInstanceOf(MessageRefusedException.class)
                .hasMessageContaining("\"resourceMetrics\" must be an array");
        assertThatThrownBy(() -> reader.readProtobuf(new byte[] {10, 99}, read))
                .isInstanceOfSatisfying(
                        MessageRefusedException.class,
                        refused -> assertThat(refused.why()).isEqualTo(MessageRefusedException.Why.MALFORMED));
        assertThat(read.refused()).isEmpty();
    }

    @Test
    void aMessageBeyondTheLimitIsRefusedWhole() {
        OtlpReader small = new OtlpReader(new MessageLimits(8, 64, 128, 4096));

        assertThatThrownBy(() -> small.readProtobuf(new byte[9], read))
                .isInstanceOf(MessageRefusedException.class)
                .hasMessage("a message must hold at most 8 bytes but has 9");
    }

    @Test
    void labelsBeyondTheirLimitsLoseTheirOwnSamplesOnly() throws MessageRefusedException {
        OtlpReader strict = new OtlpReader(new MessageLimits(1 << 20, 64, 2, 9));

        strict.readProtobuf(
                OtlpMessages.of(OtlpMessages.gauge(), OtlpMessages.sum()).toByteArray(), read);

        assertThat(read.samples()).hasSize(2);
        assertThat(read.refused().get(0)).isEqualTo("TOO_LONG: hw.power must have at most 2 labels but has 3");
    }
}
