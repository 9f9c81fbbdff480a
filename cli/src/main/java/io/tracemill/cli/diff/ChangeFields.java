package io.tracemill.cli.diff;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Unit;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Fields of a change. A number that is not defined is NaN. */
final class ChangeFields {

    static final Fields<Change> ALL = Fields.<Change>none()
            .with(
                    "measure",
                    Unit.TEXT,
                    "What is compared.",
                    row -> new Named(code(row.measure()), row.measure().text()))
            .with("operator", Unit.NAME, "The operator, if one is compared.", row -> nameOf(row, Measure.OPERATOR))
            .with("kernel", Unit.NAME, "The kernel, if one is compared.", row -> nameOf(row, Measure.KERNEL))
            .with(
                    "shape",
                    Unit.NAME,
                    "The operator and the shapes of its inputs, if they are compared.",
                    row -> nameOf(row, Measure.SHAPE))
            .with(
                    "device",
                    Unit.TEXT,
                    "The device as `rank/device`, if one is compared.",
                    row -> row.measure().isOfDevice() ? row.name() : null)
            .with(
                    "verdict",
                    Unit.TEXT,
                    "What is said of the change.",
                    row -> new Named(code(row.verdict()), row.verdict().text()))
            .with(
                    "change_pct",
                    Unit.CHANGE,
                    "Change of the mean, in percent of that of the first run.",
                    Change::percent)
            .with(
                    "low_pct",
                    Unit.CHANGE,
                    "Lower bound of the change, which holds for all measures at once in 99 of 100 comparisons.",
                    Change::lowPercent)
            .with(
                    "high_pct",
                    Unit.CHANGE,
                    "Upper bound of the change, which holds for this measure in 99 of 100 comparisons.",
                    Change::highPercent)
            .with(
                    "detectable_pct",
                    Unit.CHANGE,
                    "Smallest change that would be found, and called slower, in 8 of 10 comparisons; absent above"
                            + " 10,000 %.",
                    Change::detectablePercent)
            .with(
                    "probability",
                    Unit.NUMBER,
                    "Probability that chance alone makes such a change, not corrected for the number of changes.",
                    Change::probability)
            .with(ofRun("before", Change::before, Change::beforeShare))
            .with(ofRun("after", Change::after, Change::afterShare))
            .with(
                    "share_change_pct",
                    Unit.POINTS,
                    "`after.share_pct` minus `before.share_pct`, in percentage points.",
                    row -> row.afterShare() - row.beforeShare())
            .with(
                    "outliers",
                    Unit.COUNT,
                    "Samples of both runs that were set aside; absent where none were.",
                    row -> row.outliers() == 0 ? null : row.outliers());

    private ChangeFields() {}

    /** Adds the columns of a table of changes. */
    static Layout.Builder<Change> columns(Layout.Builder<Change> layout) {
        return layout.main("before.mean_ns", "before")
                .side("before.variation_pct", "+-")
                .main("after.mean_ns", "after")
                .side("after.variation_pct", "+-")
                .main("change_pct", "change")
                .main("verdict", "verdict")
                .main("after.share_pct", "share")
                .side("detectable_pct", "found in 8 of 10")
                .side("share_change_pct", "points")
                .side("outliers", "outliers");
    }

    private static Fields<Change> ofRun(
            String run, Function<Change, SampleSummary> summary, ToDoubleFunction<Change> share) {
        return Fields.<SampleSummary>none()
                .with(run + ".samples", Unit.COUNT, "Samples that count.", SampleSummary::count)
                .with(run + ".outliers", Unit.COUNT, "Samples that were set aside.", SampleSummary::outliers)
                .with(run + ".mean_ns", Unit.TIME, "Their mean, in ns.", SampleSummary::mean)
                .with(run + ".stddev_ns", Unit.TIME, "Their standard deviation, in ns.", SampleSummary::stddev)
                .with(
                        run + ".variation_pct",
                        Unit.PERCENT,
                        "Their standard deviation in percent of the mean.",
                        SampleSummary::variationPercent)
                .of(summary)
                .with(
                        run + ".share_pct",
                        Unit.PERCENT,
                        "Share of all device events of the run, or of the device's window.",
                        share::applyAsDouble);
    }

    private static @Nullable String nameOf(Change row, Measure measure) {
        return row.measure() == measure ? row.name() : null;
    }

    static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
