package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.schemas.wording.Language;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    private static final int STEP_NS = 3_000_000;

    /** Trace of a rank whose device is bound by something and has two whole steps. */
    private static TraceReport rank(int rank, BottleneckClass bound, long stepNs) {
        TraceInfo trace = TraceInfo.newBuilder(ReportRows.trace(false))
                .setRank(rank)
                .setTraceId(String.format("%032x", rank))
                .build();
        return ReportRows.with(
                trace,
                List.of(
                        wholeStep(1, stepNs),
                        wholeStep(2, stepNs),
                        Bottleneck.newBuilder(BottleneckRows.of(null))
                                .setBottleneck(bound)
                                .build()),
                List.of());
    }

    private static DeviceStats wholeStep(int step, long nanos) {
        return DeviceStats.newBuilder(ReportRows.device(step, nanos))
                .setTruncated(false)
                .build();
    }

    private static TraceReport usual(int rank) {
        return rank(rank, BottleneckClass.COMPUTE_BOUND, STEP_NS);
    }

    private static List<String> differences(TraceReport of, RunReport... runs) {
        List<TraceReport> traces =
                List.of(usual(0), usual(1), usual(2), usual(3), usual(4), of); // the one in question is the last
        return Differences.of(new ReportSet(traces, List.of(runs))).in(of);
    }

    @Test
    void tracesThatAreAlikeDoNotDiffer() {
        assertThat(differences(usual(5))).isEmpty();
        assertThat(differences(rank(5, BottleneckClass.COMPUTE_BOUND, STEP_NS * 109L / 100)))
                .isEmpty();
    }

    @Test
    void anotherBottleneckIsADifference() {
        assertThat(differences(rank(5, BottleneckClass.SYNC_BOUND, STEP_NS))).containsExactly("other bound");
    }

    @Test
    void longerAndShorterStepsAreADifference() {
        assertThat(differences(rank(5, BottleneckClass.COMPUTE_BOUND, STEP_NS * 111L / 100)))
                .containsExactly("longer steps");
        assertThat(differences(rank(5, BottleneckClass.COMPUTE_BOUND, STEP_NS * 89L / 100)))
                .containsExactly("shorter steps");
    }

    @Test
    void theSlowRankDiffersAndOneWhoseCostIsMinorDoesNot() {
        assertThat(differences(rank(2, BottleneckClass.COMPUTE_BOUND, STEP_NS), RunRows.run(3)))
                .containsExactly("slow computing", "imbalanced stages");
        assertThat(differences(rank(7, BottleneckClass.COMPUTE_BOUND, STEP_NS), RunRows.run(3)))
                .isEmpty();
    }

    @Test
    void aTraceThatIsNotWholeDiffers() {
        TraceReport cut = ReportRows.without(ReportRows.trace(true));
        assertThat(differences(cut)).containsExactly("cut");
        TraceInfo broken = TraceInfo.newBuilder(ReportRows.trace(true))
                .setState(TraceState.BROKEN)
                .build();
        assertThat(differences(ReportRows.without(broken))).containsExactly("broken");
    }

    @Test
    void aTraceIsComparedWithThoseOfItsOwnRun() {
        TraceReport other = rank(5, BottleneckClass.SYNC_BOUND, STEP_NS);
        other.trace().setRun("another");
        assertThat(differences(other)).isEmpty();
    }

    @Test
    void thirtyTracesFitOnTwoScreens() throws IOException {
        List<TraceReport> traces = IntStream.range(0, 30)
                .mapToObj(rank -> rank < 5 ? rank(rank, BottleneckClass.SYNC_BOUND, STEP_NS) : usual(rank))
                .toList();
        String text = Printed.text(
                Report.of(
                        new ReportSet(traces, List.of(RunRows.run(16))), new ReportSettings(Printed.TOP, Language.EN)),
                ReportFormat.TABLE,
                80);

        assertThat(text.lines().count()).isLessThanOrEqualTo(100);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(text)
                .startsWith("SUMMARY  (")
                .contains("Below: 2 of 5 traces that differ from the others of their run.");
    }
}
