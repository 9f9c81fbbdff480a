package io.tracemill.cli.diff;

import io.tracemill.cli.report.sheet.Fields;
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
            .with("operator", Unit.NAME, "The operator, if one is compared.", row -> nameOf(row, true))
            .with("device", Unit.TEXT, "The device as `rank/device`, if one is compared.", row -> nameOf(row, false))
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

    private static @Nullable String nameOf(Change row, boolean operator) {
        return (row.measure() == Measure.OPERATOR) == operator ? row.name() : null;
    }

    static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
