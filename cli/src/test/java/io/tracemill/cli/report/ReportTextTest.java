package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.Golden;
import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.schemas.wording.Language;
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
        Document run = Report.of(
                new ReportSet(List.of(), List.of(RunRows.run(16))), new ReportSettings(Printed.TOP, Language.EN));
        Golden.assertSame(Path.of("src/test/resources/report-run.txt"), Printed.text(run, ReportFormat.TABLE, 120));
    }

    @Test
    void theBottlenecksReadInChinese() throws IOException {
        Document document = Report.of(
                new ReportSet(List.of(ReportRows.report()), List.of()), new ReportSettings(Printed.TOP, Language.ZH));
        assertThat(Printed.text(document, ReportFormat.TABLE, 120)).contains("""

                BOTTLENECKS  (what each device is bound by)
                  设备 0（NVIDIA A100）：瓶颈在同步等待。在 4.00 ms 中，计算占 60.0 %，拷贝与访存占 5.0 %，通信占 10.0 %，空闲占
                    25.0 %；置信度低（设备事件只有 50 个）。
                  空闲占窗口的 25.0 %，超过阈值 20.0 %：主机在加载数据，共 600 us（15.0 %），花在
                    enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__ 上。
                  建议：设备在等待输入数据：增加数据加载的 worker 数，预取数据，并从锁页内存拷贝。
                  未被掩盖的通信占窗口的 10.0 %，超过阈值 8.0 %。
                  建议：集合通信进行时没有计算：让通信与反向传播重叠，增大 bucket，或查找较慢的 rank。
                  - 在 Memcpy HtoD 之前，有 50.0 us 没有任何任务运行。
                """);
    }

    @Test
    void noLineIsWiderThanTheTerminal() throws IOException {
        assertThat(text(ReportRows.report(), 80).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void aTruncatedTraceAndWhatIsMissingBesideItAreCalledSoBeforeTheBottlenecks() throws IOException {
        TraceReport cut = ReportRows.without(ReportRows.trace(true));

        assertThat(text(cut, 120)).contains("""

                  WARNING: the file ends in the middle; only what comes before its end was analysed.
                  WARNING: p/ASCEND_PROFILER_OUTPUT: missing kernel_details.csv; analysed without.

                BOTTLENECKS  (what each device is bound by)
                  No device worked in what is left of this trace; what is cut off may hold what they did.
                """);
    }

    private static String text(TraceReport report, int columns) throws IOException {
        return Printed.text(
                Report.of(new ReportSet(List.of(report), List.of()), new ReportSettings(Printed.TOP, Language.EN)),
                ReportFormat.TABLE,
                columns);
    }
}
