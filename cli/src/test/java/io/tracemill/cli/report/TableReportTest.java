package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.Golden;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableReportTest {

    @Test
    void aReportReadsAsItIsKept() throws IOException {
        Golden.assertSame(Path.of("src/test/resources/report.txt"), printed(ReportRows.report(), 120));
    }

    @Test
    void aRunReadsAsItIsKept() throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        TableReport.print(ReportRows.run(16), new Page(out, 120, 15));
        out.flush();
        Golden.assertSame(Path.of("src/test/resources/report-run.txt"), text.toString());
    }

    @Test
    void noLineIsWiderThanTheTerminalWhileNamesCanGiveWay() {
        assertThat(printed(ReportRows.report(), 110).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
    }

    @Test
    void aTruncatedTraceAndWhatIsMissingBesideItAreCalledSoBeforeTheVerdict() {
        TraceReport cut = new TraceReport(
                ReportRows.trace(true), List.of(), List.of(), List.of(), List.of(), MemoryUse.NONE, List.of());

        assertThat(printed(cut, 120)).contains("""

                  WARNING: the file ends in the middle; only what comes before its end was analysed.
                  WARNING: p/ASCEND_PROFILER_OUTPUT: missing kernel_details.csv; analysed without.

                VERDICT
                  No device worked in what is left of this trace; what is cut off may hold what they did.
                """);
    }

    private static String printed(TraceReport report, int columns) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        TableReport.print(report, new Page(out, columns, 15));
        out.flush();
        return text.toString();
    }
}
