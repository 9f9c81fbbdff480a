package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.render.TextRenderer;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.schemas.Cause;
import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.Layer;
import io.tracemill.schemas.LayerStats;
import io.tracemill.schemas.MemoryStats;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the report says of numbers that need a remark. */
class RemarksTest {

    private static Sheet sheet(Section<TraceReport> section, SpecificRecord... rows) {
        return Printed.sheet(section, ReportRows.with(ReportRows.trace(false), List.of(rows), List.of()));
    }

    private static DeviceStats device(double covered, double efficiency, @Nullable Double mfu) {
        DeviceStats device = ReportRows.device(null, 4_000_000);
        device.setWork(ShapeRows.work());
        device.getWork().setModelledPct(covered);
        device.getWork().setEfficiencyPct(efficiency);
        device.getWork().setMfuPct(mfu);
        return device;
    }

    @Test
    void moreThanEverythingCannotBeReached() {
        List<Sentence> sentences =
                sheet(new RooflineSection(), device(100, 113, 44.0)).sentences();

        assertThat(sentences)
                .containsExactly(Sentence.warning("more than 100 % cannot be reached: the peaks of the device are set"
                        + " too low, or the modelled work is not what its kernels do."));
        assertThat(sheet(new RooflineSection(), device(100, 99, 44.0)).sentences())
                .isEmpty();
    }

    @Test
    void anMfuSaysHowMuchOfTheDeviceTimeItCounts() {
        assertThat(TextRenderer.texts(
                        sheet(new RooflineSection(), device(33.3, 50, 0.2)).sentences()))
                .containsExactly("The MFU counts modelled operators only, which take 33.3 % of the device time; the"
                        + " true one is higher.");
        assertThat(TextRenderer.texts(
                        sheet(new RooflineSection(), device(33.3, 50, null)).sentences()))
                .containsExactly("Devices without an MFU: 1. The peak of the unit with most of their operations is not"
                        + " known; --device-peaks sets it.");
    }

    @Test
    void layersOfWhichNoTransformerIsMadeAreOneSentence() {
        LayerStats other = LayerRows.all().get(2);
        Sheet layers = sheet(new LayerSection(), other);

        assertThat(other.getLayer()).isEqualTo(Layer.OTHER);
        assertThat(layers.sentences())
                .containsExactly(Sentence.of(
                        "No module and no operator tells an embedding, attention or a feed-forward layer."));
        assertThat(layers.shown()).isEmpty();
        assertThat(layers.rows()).hasSize(1);
        assertThat(sheet(new LayerSection(), LayerRows.all().toArray(new SpecificRecord[0]))
                        .sentences())
                .isEmpty();
    }

    @Test
    void peopleSeeNoNumberOfAllocationsWhereNoneCanBeFollowed() {
        assertThat(allocations(0, 7)).isEqualTo(new Named(0L, ""));
        assertThat(allocations(0, 0)).isEqualTo(new Named(0L, "0"));
        assertThat(allocations(1_200, 7)).isEqualTo(new Named(1_200L, "1,200"));
    }

    private static @Nullable Object allocations(long followed, long notFollowed) {
        MemoryStats step = MemoryUseRows.level((String) null, 3)
                .setPeakAllocatedBytes(10L)
                .setAllocations(followed)
                .setNotFollowed(notFollowed)
                .build();
        Sheet steps = sheet(new MemoryStepSection(), step);
        return steps.rows().get(0).cells().get(steps.schema().index("allocations"));
    }

    @Test
    void causesHaveTheWordsOfTheOtherTables() {
        assertThat(IdleLabels.cause(cause("COMPUTING", null))).isEqualTo("computing");
        assertThat(IdleLabels.cause(cause("INPUT", HostActivity.INPUT))).isEqualTo("loads data");
        assertThat(IdleLabels.cause(cause("GRAPH", HostActivity.LAUNCH))).isEqualTo("graph");
        assertThat(IdleLabels.cause(cause("OF_A_NEWER_VERSION", null))).isEqualTo("OF_A_NEWER_VERSION");
    }

    private static Cause cause(String code, @Nullable HostActivity activity) {
        return Cause.newBuilder()
                .setCode(code)
                .setClass$(activity)
                .setTimeNs(1)
                .setSharePct(1)
                .setAdvice("INPUT")
                .setConfidence(Confidence.HIGH)
                .build();
    }
}
