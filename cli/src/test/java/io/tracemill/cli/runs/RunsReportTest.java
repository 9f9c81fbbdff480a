package io.tracemill.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.terminal.Screen;
import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunsReportTest {

    private static final List<RunRow> ROWS = List.of(
            new RunRow(
                    "main",
                    LocalDate.of(2026, 3, 1),
                    8,
                    8,
                    64L,
                    10L,
                    11_100_000L,
                    8L,
                    List.of("NVIDIA H100"),
                    "SYNC_BOUND",
                    6L,
                    List.of(3L, 5L),
                    1_500_000L,
                    Map.of("commit", "1a2b")),
            new RunRow(
                    "host-only",
                    LocalDate.of(2026, 3, 2),
                    1,
                    0,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    null,
                    List.of(),
                    20_000L,
                    Map.of()));

    private static String text(ReportFormat format) throws IOException {
        StringWriter text = new StringWriter();
        format.write(RunsReport.of(ROWS), text, Screen.plain(120));
        return text.toString();
    }

    @Test
    void theTableHasARowPerRunAndDate() throws IOException {
        assertThat(text(ReportFormat.TABLE)).isEqualTo("""
                RUNS  (by run and date, newest last; bound by: of most devices, with their number if not all)
                  run        date          ranks  steps     step  devices  model        bound by       slow ranks     size  labels
                  main       2026-03-01  8 of 64     10  11.1 ms        8  NVIDIA H100  sync (6 of 8)        3, 5  1.50 MB  commit=1a2b
                  host-only  2026-03-02                                                                            20.0 kB

                """);
    }

    @Test
    void csvHasEveryValue() throws IOException {
        assertThat(text(ReportFormat.CSV).lines())
                .contains("main,2026-03-01,8,10,11100000,8,\"[\"\"NVIDIA H100\"\"]\",SYNC_BOUND,\"[3,5]\","
                        + "1500000,\"{\"\"commit\"\":\"\"1a2b\"\"}\",8,64,6");
    }
}
