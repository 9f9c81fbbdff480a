package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.wording.Language;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnrecordedSectionTest {

    private static String text(String dialect) throws IOException {
        TraceInfo trace = ReportRows.trace(false);
        trace.getHeader().setDialect(dialect);
        ReportSettings settings = new ReportSettings(Printed.TOP, Language.EN);
        return Printed.text(
                Report.of(List.of(ReportRows.without(trace)), List.of(), settings), ReportFormat.TABLE, 120);
    }

    @Test
    void anEmptyPartSaysWhichOptionOfItsProfilerFillsIt() throws IOException {
        assertThat(text("kineto")).contains("""
                NOT RECORDED  (what the profiler can record besides)
                  part     option
                  shapes   record_shapes=True
                  modules  with_stack=True
                  memory   profile_memory=True
                  steps    call step() of the profiler after each step
                """);
        assertThat(text("torch_npu")).contains("counters  profiler_level=Level1 or above, and aic_metrics");
    }

    @Test
    void nothingIsSaidOfAProfilerThatIsNotKnown() throws IOException {
        assertThat(text("chrome")).doesNotContain("NOT RECORDED");
    }
}
