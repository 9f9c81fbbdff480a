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
        assertThat(report(15).totals().getEventsRead()).isEqualTo(15);
    }

    @Test
    void aReportThatLosesAnEventCannotBeBuilt() {
        assertThatThrownBy(() -> report(16))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("t.json: 16 events were read but 15 are accounted for");
    }

    private static IngestReport report(long read) {
        IngestTotals totals = new IngestTotals(
                100L,
                read,
                4L,
                Map.of("cpu_op", 1L),
                Map.of("flow", 2L),
                Map.of("bad-ts", 3L),
                Map.of("implausible-ts", 5L),
                Map.of(),
                0L,
                Map.of(),
                false,
                List.of(),
                1,
                0L,
                0);
        return new IngestReport("id", "run", null, Path.of("t.json"), "chrome", totals, 1, true, List.of());
    }
}
