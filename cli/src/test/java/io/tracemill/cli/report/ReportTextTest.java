package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.Golden;
import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.report.sheet.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {

    @Test
    void aReportReadsAsItIsKept() throws IOException {
        Golden.assertSame(Path.of("src/test/resources/report.txt"), text(ReportRows.report(), 120));
    }

    @Test
    void aRunReadsAsItIsKept() throws IOException {
        Document run = Report.of(List.of(), List.of(RunRows.run(16)), Printed.TOP);
        Golden.assertSame(Path.of("src/test/resources/report-run.txt"), Printed.text(run, ReportFormat.TABLE, 120));
    }

    @Test
    void noLineIsWiderThanTheTerminalWhileNamesCanGiveWay() throws IOException {
        assertThat(text(ReportRows.report(), 110).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
    }

    @Test
    void aTruncatedTraceAndWhatIsMissingBesideItAreCalledSoBeforeTheBottlenecks() throws IOException {
        TraceReport cut = new TraceReport(
                ReportRows.trace(true),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                MemoryUse.NONE,
                List.of());

        assertThat(text(cut, 120)).contains("""

                  WARNING: the file ends in the middle; only what comes before its end was analysed.
                  WARNING: p/ASCEND_PROFILER_OUTPUT: missing kernel_details.csv; analysed without.

                BOTTLENECKS  (what each device is bound by)
                  No device worked in what is left of this trace; what is cut off may hold what they did.
                """);
    }

    private static String text(TraceReport report, int columns) throws IOException {
        return Printed.text(Report.of(List.of(report), List.of(), Printed.TOP), ReportFormat.TABLE, columns);
    }
}
