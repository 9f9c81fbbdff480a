package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.Golden;
import io.tracemill.cli.report.render.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

    @Test
    void aReportReadsAsItIsKept() throws IOException {
        Golden.assertSame(Path.of("src/test/resources/report.json"), json());
    }

    @Test
    void whatIsNotKnownIsAbsentButForTheKeysOfARow() throws IOException {
        JsonNode trace = new ObjectMapper().readTree(json()).path("traces").path(0);
        JsonNode copy = trace.path("kernels").path(1);

        assertThat(copy.path("kernel").asText()).startsWith("Memcpy");
        assertThat(copy.has("counters")).isFalse();
        assertThat(copy.has("mean_queuing_ns")).isFalse();
        assertThat(trace.path("node").isNull()).isTrue();
        assertThat(trace.path("timeline").path(0).path("step").isNull()).isTrue();
    }

    private static String json() throws IOException {
        return Printed.text(Printed.document(), ReportFormat.JSON, 120);
    }
}
