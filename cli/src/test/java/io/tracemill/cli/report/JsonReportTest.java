package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.Golden;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {

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
        assertThat(copy.has("queuing_ns")).isFalse();
        assertThat(trace.path("node").isNull()).isTrue();
        assertThat(trace.path("timeline").path(0).path("step").isNull()).isTrue();
    }

    private static String json() throws IOException {
        StringWriter text = new StringWriter();
        JsonReport.write(List.of(ReportRows.report()), List.of(ReportRows.run(-1)), text);
        return text.toString();
    }
}
