package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.IngestTotals;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestReportTest {

    @Test
    void aReportThatAddsUpCanBeBuilt() {
        assertThat(report(10).totals().getEventsRead()).isEqualTo(10);
    }

    @Test
    void aReportThatLosesAnEventCannotBeBuilt() {
        assertThatThrownBy(() -> report(11))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("t.json: 11 events were read but 10 are accounted for");
    }

    private static IngestReport report(long read) {
        IngestTotals totals = new IngestTotals(
                100L,
                read,
                4L,
                Map.of("cpu_op", 1L),
                Map.of("flow", 2L),
                Map.of("bad-ts", 3L),
                Map.of(),
                0L,
                Map.of(),
                false,
                List.of());
        return new IngestReport("id", "run", null, Path.of("t.json"), "chrome", totals, 1, true, List.of());
    }
}
