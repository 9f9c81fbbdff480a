package io.tracemill.telemetry.sniff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.otlp.OtlpMessages;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnifferTest {

    private static final Map<String, MessageShape> TEXTS = Map.ofEntries(
            Map.entry("{\"resourceMetrics\": [{\"resource\": ", MessageShape.OTLP_JSON),
            Map.entry("{\"fields\":{\"gauge\":1590},\"name\":\"a\"}", MessageShape.TELEGRAF_JSON),
            Map.entry(" {\"metrics\":[]}", MessageShape.TELEGRAF_JSON),
            Map.entry("{\"name\":\"a\",\"tags\":{},\"kind\":\"absolute\"}", MessageShape.VECTOR_JSON),
            Map.entry("{\"metric\":{\"name\":\"a\"}}", MessageShape.VECTOR_JSON),
            Map.entry("{\"value\":\"1\",\"name\":\"up\",\"labels\":{}}", MessageShape.ADAPTER_JSON),
            Map.entry("{\"status\":\"success\",\"data\":{\"result\":[", MessageShape.QUERY_RANGE),
            Map.entry("{\"metric.name\",a=\"b\"} 1\n", MessageShape.PROMETHEUS_TEXT),
            Map.entry("# TYPE up gauge\nup 1\n", MessageShape.PROMETHEUS_TEXT),
            Map.entry("a{b=\"c d=e\"} 4.5e+14 1723621883587\n", MessageShape.PROMETHEUS_TEXT),
            Map.entry("up NaN\n", MessageShape.PROMETHEUS_TEXT),
            Map.entry("cpu,host=a usage=1 1700000000000000000\n", MessageShape.INFLUX),
            Map.entry("Ascend910-0 npu_chip_info_power=73.9", MessageShape.INFLUX),
            Map.entry("timestamp, index, utilization.gpu [%]\n2026", MessageShape.NVIDIA_SMI_CSV));

    @Test
    void theShapeIsToldByTheContent() {
        TEXTS.forEach((text, shape) ->
                assertThat(Sniffer.shape(text.getBytes(UTF_8))).as(text).contains(shape));
        assertThat(Sniffer.shape(OtlpMessages.everyForm().toByteArray())).contains(MessageShape.OTLP_PROTOBUF);
    }

    @Test
    void whatIsUnknownIsNotGuessed() {
        for (String text : new String[] {"", " ", "{}", "{\"a\": 1}", "[1]", "hello world", "\u0000\u0001"}) {
            assertThat(Sniffer.shape(text.getBytes(UTF_8))).as(text).isEmpty();
        }
    }
}
