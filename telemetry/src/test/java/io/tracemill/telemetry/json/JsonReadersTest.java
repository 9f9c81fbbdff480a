package io.tracemill.telemetry.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.telemetry.Collected;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JsonReadersTest {

    private final Collected read = new Collected();

    @Test
    void telegrafHasOnePointOrABatch() throws MessageRefusedException {
        TelegrafJsonReader reader = new TelegrafJsonReader(MessageLimits.DEFAULT);
        String point = """
                {"fields": {"gauge": 1590, "text": "a", "on": true}, "name": "DCGM_FI_DEV_SM_CLOCK",
                 "tags": {"gpu": "0", "host": "n1"}, "timestamp": 1458229140}
                """;

        reader.read(point.getBytes(UTF_8), read);
        reader.read(
                ("{\"metrics\": [" + point + ", {\"name\": \"prometheus\", \"fields\": {\"up\": 1}, \"tags\": {},"
                                + " \"timestamp\": 1}, 7]}")
                        .getBytes(UTF_8),
                read);

        assertThat(read.samples())
                .containsExactly(
                        "DCGM_FI_DEV_SM_CLOCK{gpu=\"0\",instance=\"n1\"} GAUGE 1458229140000000000 1590.0",
                        "DCGM_FI_DEV_SM_CLOCK_on{gpu=\"0\",instance=\"n1\"} UNKNOWN 1458229140000000000 1.0",
                        "DCGM_FI_DEV_SM_CLOCK{gpu=\"0\",instance=\"n1\"} GAUGE 1458229140000000000 1590.0",
                        "DCGM_FI_DEV_SM_CLOCK_on{gpu=\"0\",instance=\"n1\"} UNKNOWN 1458229140000000000 1.0",
                        "up{} UNKNOWN 1000000000 1.0");
        assertThat(read.refused())
                .containsExactly(
                        "NOT_A_NUMBER: DCGM_FI_DEV_SM_CLOCK text: a number was expected but it is a text",
                        "NOT_A_NUMBER: DCGM_FI_DEV_SM_CLOCK text: a number was expected but it is a text",
                        "MALFORMED: a point must have \"name\", \"fields\" and \"timestamp\" as a number");
    }

    @Test
    void theUnitOfTelegrafsTimesIsGivenAndNeverGuessed() throws MessageRefusedException {
        byte[] millis = "{\"name\": \"m\", \"fields\": {\"value\": 1}, \"timestamp\": 1700000000123}".getBytes(UTF_8);

        new TelegrafJsonReader(MessageLimits.DEFAULT).read(millis, read);
        new TelegrafJsonReader(MessageLimits.DEFAULT, TimeUnit.MILLISECONDS).read(millis, read);

        assertThat(read.refused()).containsExactly("TIME_OUT_OF_RANGE: m: a time must be within 1970 and 2262");
        assertThat(read.samples()).containsExactly("m{} UNKNOWN 1700000000123000000 1.0");
    }

    @Test
    void vectorHasOneMetricAnObject() throws MessageRefusedException {
        String message = """
                {"name": "temp", "namespace": "gpu", "tags": {"a": "1", "many": ["x", null, "y"]}, "kind": "absolute",
                 "timestamp": "2018-11-14T08:09:10.000000011Z", "gauge": {"value": 1.5}}
                {"metric": {"name": "c", "kind": "absolute", "counter": {"value": 2}}}
                {"name": "c", "kind": "incremental", "counter": {"value": 2}}
                {"name": "h", "kind": "absolute", "aggregated_histogram": {"buckets": [
                   {"upper_limit": 0.5, "count": 1}, {"upper_limit": 1.0, "count": 2}], "count": 4, "sum": 3.5}}
                {"name": "s", "kind": "absolute", "aggregated_summary": {"quantiles": [
                   {"quantile": 0.5, "value": 7}], "count": 4, "sum": 3.5}}
                {"name": "set", "kind": "absolute", "set": {"values": ["a"]}}
                {"name": "late", "kind": "absolute", "timestamp": "yesterday", "gauge": {"value": 1}}
                {"name": "text", "kind": "absolute", "gauge": {"value": "1"}}
                """;

        new VectorJsonReader(MessageLimits.DEFAULT).read(message.getBytes(UTF_8), read);

        assertThat(read.samples())
                .containsExactly(
                        "gpu_temp{a=\"1\",many=\"y\"} GAUGE 1542182950000000011 1.5",
                        "c{} COUNTER - 2.0",
                        "h_bucket{le=\"0.5\"} COUNTER - 1.0",
                        "h_bucket{le=\"1\"} COUNTER - 3.0",
                        "h_bucket{le=\"+Inf\"} COUNTER - 4.0",
                        "h_sum{} COUNTER - 3.5",
                        "h_count{} COUNTER - 4.0",
                        "s{quantile=\"0.5\"} GAUGE - 7.0",
                        "s_sum{} COUNTER - 3.5",
                        "s_count{} COUNTER - 4.0");
        assertThat(read.refused())
                .containsExactly(
                        "UNSUPPORTED: c: only absolute values are read: put a transform incremental_to_absolute before"
                                + " the sink",
                        "UNSUPPORTED: set: a gauge, a counter, an aggregated_histogram or an aggregated_summary was"
                                + " expected",
                        "MALFORMED: \"timestamp\" must be a time as in RFC 3339 but was yesterday",
                        "NOT_A_NUMBER: text: a number was expected");
    }

    @Test
    void theAdapterHasItsValuesAsStrings() throws MessageRefusedException {
        String message = """
                {"timestamp": "1970-01-01T00:00:02Z", "value": "9876543210", "name": "up",
                 "labels": {"__name__": "up", "instance": "n1"}}
                {"timestamp": "1970-01-01T00:00:02Z", "value": "NaN", "name": "up", "labels": {}}
                {"timestamp": "1970-01-01T00:00:02Z", "value": "much", "name": "up", "labels": {}}
                {"timestamp": 2, "value": "1", "name": "up", "labels": {}}
                """;

        new AdapterJsonReader(MessageLimits.DEFAULT).read(message.getBytes(UTF_8), read);

        assertThat(read.samples())
                .containsExactly("up{instance=\"n1\"} UNKNOWN 2000000000 9.87654321E9", "up{} UNKNOWN 2000000000 NaN");
        assertThat(read.refused())
                .containsExactly(
                        "NOT_A_NUMBER: \"value\" must be a number but was much",
                        "MALFORMED: a sample must have \"name\", \"value\" and \"timestamp\" as strings");
    }

    @Test
    void aMessageThatIsNoJsonIsRefusedWhole() {
        byte[] cut = "{\"name\": \"up\", ".getBytes(UTF_8);

        assertThatThrownBy(() -> new AdapterJsonReader(MessageLimits.DEFAULT).read(cut, read))
                .isInstanceOf(MessageRefusedException.class)
                .hasMessageStartingWith("objects of JSON were expected at byte ");
        assertThatThrownBy(() -> new VectorJsonReader(MessageLimits.DEFAULT).read("[]".getBytes(UTF_8), read))
                .isInstanceOf(MessageRefusedException.class);
        assertThat(read.refused()).isEmpty();
    }

    @Test
    void nestingHasALimit() {
        byte[] deep = "{\"a\":".repeat(100).getBytes(UTF_8);

        assertThatThrownBy(() -> new AdapterJsonReader(MessageLimits.DEFAULT).read(deep, read))
                .isInstanceOf(MessageRefusedException.class)
                .hasMessageContaining("depth");
    }
}
