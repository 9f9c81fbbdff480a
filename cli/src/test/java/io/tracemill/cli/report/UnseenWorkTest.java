package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.wording.Language;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnseenWorkTest {

    private static String text(long launches, Map<String, Long> unrecognised, Map<String, Long> kinds)
            throws IOException {
        TraceInfo trace = ReportRows.trace(false);
        trace.getHeader().setProcessNames(Map.of("6", "GPU0", "2", "host"));
        trace.getTotals().setLaunchesWithoutDeviceEvents(launches);
        trace.getTotals().setUnrecognised(unrecognised);
        trace.setDeviceEvents(0L);
        trace.setKinds(kinds);
        TraceReport report = ReportRows.without(trace);
        return Printed.text(
                Report.of(new ReportSet(List.of(report), List.of()), new ReportSettings(Printed.TOP, Language.EN)),
                ReportFormat.TABLE,
                120);
    }

    @Test
    void launchesWithoutDeviceEventsMeanThatTheDeviceIsUnknown() throws IOException {
        assertThat(text(200, Map.of(), Map.of("OPERATOR", 200L, "RUNTIME", 200L)))
                .contains("  WARNING: 200 launch calls have no device event, so the profiler lost the events of the"
                        + " device or did not record it.")
                .contains("  200 launch calls have no device event, so what a device is bound by is unknown.")
                .doesNotContain("No device worked");
    }

    @Test
    void processesThatAreNamedLikeDevicesAreNamed() throws IOException {
        assertThat(text(0, Map.of("GPU0", 60L), Map.of("OTHER", 60L, "OPERATOR", 3L)))
                .contains("  WARNING: 60 events on processes named GPU0 and no rule that makes them device work.")
                .contains("  No event was recognised as a device's; processes: GPU0, host.")
                .doesNotContain("No device worked");
    }

    @Test
    void aTraceInWhichNothingIsRecognisedDoesNotSayThatNoDeviceWorked() throws IOException {
        assertThat(text(0, Map.of(), Map.of("OTHER", 60L)))
                .contains("  No event was recognised as a device's; processes: GPU0, host.")
                .doesNotContain("No device worked")
                .doesNotContain("WARNING");
    }

    @Test
    void noDeviceWorkedWhereTheHostIsRecognisedAndLaunchesNothing() throws IOException {
        assertThat(text(0, Map.of(), Map.of("OPERATOR", 60L)))
                .contains("  No device worked in this trace, so there is nothing a device could be bound by.")
                .doesNotContain("WARNING");
    }

    @Test
    void theVerdictIsInTheLanguageOfTheReader() {
        TraceInfo trace = ReportRows.trace(false);
        trace.getTotals().setLaunchesWithoutDeviceEvents(1_200);
        assertThat(UnseenWork.verdict(trace, new BottleneckWords(Language.ZH)).parts())
                .contains(new Sentence.Words(" 次启动调用没有对应的设备事件，因此无法判断设备的瓶颈。"));
    }
}
