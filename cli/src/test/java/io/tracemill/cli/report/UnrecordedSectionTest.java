package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.DevicePeak;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.wording.Language;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnrecordedSectionTest {

    private static String text(String dialect, Map<String, String> metadata) throws IOException {
        TraceInfo trace = ReportRows.trace(false);
        trace.getHeader().setDialect(dialect);
        trace.getHeader().setMetadata(metadata);
        TraceReport report = ReportRows.with(trace, List.of(ReportRows.device(null, 1_000)), List.of());
        return text(report);
    }

    private static String text(TraceReport report) throws IOException {
        ReportSettings settings = new ReportSettings(Printed.TOP, Language.EN);
        return Printed.text(Report.of(new ReportSet(List.of(report), List.of()), settings), ReportFormat.TABLE, 160);
    }

    @Test
    void anEmptyPartSaysWhichOptionOfItsProfilerFillsIt() throws IOException {
        assertThat(text("kineto", Map.of())).contains("""
                NOT RECORDED  (what the profiler can record besides)
                  part     option
                  shapes   record_shapes=True
                  modules  with_stack=True
                  memory   profile_memory=True
                  steps    call step() of the profiler after each step
                """);
        assertThat(text("torch_npu", Map.of())).contains("counters  profiler_level=Level1 or above, and aic_metrics");
    }

    @Test
    void anOptionThatWasSetIsNotNamedAgain() throws IOException {
        assertThat(text("kineto", Map.of("record_shapes", "1", "with_stack", "0")))
                .doesNotContain("record_shapes")
                .contains("with_stack=True");
    }

    @Test
    void peaksAreMissingIfOperationsAreModelledAndNoDeviceHasAnMfu() throws IOException {
        String option = "keep PROF_*/device_N/info.json.N beside the output, for types of 8 and 16 bits";
        String without = "Devices without an MFU: 1. The peak of the unit with most of their operations is not known;"
                + " --device-peaks sets it.";
        assertThat(text("torch_npu", Map.of())).doesNotContain(option).doesNotContain(without);

        DeviceStats device = ReportRows.device(null, 1_000);
        device.getWork().setMfuPct(null);
        TraceInfo trace = ReportRows.trace(false);
        trace.getHeader().setDialect("torch_npu");
        TraceReport report = ReportRows.with(trace, List.of(device), List.of());
        assertThat(text(report)).contains("peaks     " + option).contains(without);

        trace.getHeader().setDevicePeaks(List.of(new DevicePeak("0", ComputeUnit.MATRIX_INT8, 1e12)));
        assertThat(text(report)).doesNotContain(option).contains(without);

        trace.getHeader().setDevicePeaks(List.of());
        device.getWork().setFlops(0L);
        assertThat(text(report)).doesNotContain(option);
    }

    @Test
    void nothingIsSaidOfATraceWithoutDevices() throws IOException {
        TraceInfo trace = ReportRows.trace(false);
        trace.getHeader().setDialect("kineto");
        assertThat(text(ReportRows.without(trace))).doesNotContain("NOT RECORDED");
    }

    @Test
    void nothingIsSaidOfAProfilerThatIsNotKnown() throws IOException {
        assertThat(text("chrome", Map.of())).doesNotContain("NOT RECORDED");
    }
}
