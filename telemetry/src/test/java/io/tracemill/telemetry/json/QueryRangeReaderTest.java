package io.tracemill.telemetry.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.telemetry.Collected;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class QueryRangeReaderTest {

    private final Collected read = new Collected();

    private void read(String answer) throws IOException, MessageRefusedException {
        new QueryRangeReader(MessageLimits.DEFAULT).read(new ByteArrayInputStream(answer.getBytes(UTF_8)), read);
    }

    @Test
    void valuesOfNamedSeriesAreRead() throws IOException, MessageRefusedException {
        read("""
                {"status": "success", "warnings": ["w"], "data": {"resultType": "matrix", "result": [
                  {"metric": {"__name__": "up", "job": "node"},
                   "values": [[1435781430.781, "1"], [1435781431, "NaN"], [1435781432, "text"], [1, "2", 3], [2, []]]},
                  {"metric": {"job": "node"}, "values": [[1, "1"]]},
                  {"metric": {"__name__": "up"}, "value": [99999999999, "1"]},
                  {"metric": {"__name__": "up"}, "value": [7, "+Inf"]}]}}
                """);

        assertThat(read.samples())
                .containsExactly(
                        "up{job=\"node\"} UNKNOWN 1435781430781000000 1.0",
                        "up{job=\"node\"} UNKNOWN 1435781431000000000 NaN",
                        "up{} UNKNOWN 7000000000 Infinity");
        assertThat(read.refused())
                .containsExactly(
                        "NOT_A_NUMBER: up: a number was expected but was text",
                        "MALFORMED: up: a sample must be a pair of time and value",
                        "UNSUPPORTED: up: only values are read, no native histograms",
                        "UNSUPPORTED: a series must have a name (__name__) before its values: ask for the metric itself",
                        "TIME_OUT_OF_RANGE: up: a time must be within 1970 and 2262");
    }

    @Test
    void anErrorIsNoAnswer() {
        assertThatThrownBy(() -> read("{\"status\": \"error\", \"error\": \"query timed out\"}"))
                .isInstanceOf(MessageRefusedException.class)
                .hasMessage("the answer is an error: query timed out");
        assertThatThrownBy(() -> read("{\"status\": \"success\", \"data\": {\"result\": ["))
                .isInstanceOf(MessageRefusedException.class);
    }
}
