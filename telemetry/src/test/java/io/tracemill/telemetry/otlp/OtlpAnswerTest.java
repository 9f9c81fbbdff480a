package io.tracemill.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class OtlpAnswerTest {

    @Test
    void whatIsTakenWholeHasNoPartialSuccess() {
        assertThat(OtlpAnswer.PROTOBUF.accepted()).isEmpty();
        assertThat(OtlpAnswer.JSON.accepted()).isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void whatIsTakenInPartSaysHowMuchIsNot() throws Exception {
        ExportMetricsServiceResponse response =
                ExportMetricsServiceResponse.parseFrom(OtlpAnswer.PROTOBUF.accepted(3, "why"));
        assertThat(response.getPartialSuccess().getRejectedDataPoints()).isEqualTo(3);
        assertThat(response.getPartialSuccess().getErrorMessage()).isEqualTo("why");
        assertThat(new String(OtlpAnswer.JSON.accepted(3, "a \"b\""), UTF_8))
                .isEqualTo("{\"partialSuccess\":{\"rejectedDataPoints\":\"3\",\"errorMessage\":\"a \\\"b\\\"\"}}");
    }

    @Test
    void aFailureIsAStatus() {
        assertThat(HexFormat.of().formatHex(OtlpAnswer.PROTOBUF.failed(3, "no")))
                .isEqualTo("080312026e6f");
        assertThat(new String(OtlpAnswer.JSON.failed(14, "no"), UTF_8)).isEqualTo("{\"code\":14,\"message\":\"no\"}");
    }
}
