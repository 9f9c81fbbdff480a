package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.jspecify.annotations.Nullable;

/** Section on rates: steps that a device does in a second, and what it processes in them if the reader says so. */
final class RateSection implements Section<TraceReport> {

    private static final double NANOS_PER_SECOND = 1e9;

    private final ReportSettings settings;
    private final Layout<Rate> layout;

    /** Whole steps of a device. */
    private record Rate(@Nullable String device, LongSummaryStatistics steps) {

        double perSecond(long perStep) {
            return perStep * NANOS_PER_SECOND / steps.getAverage();
        }
    }

    RateSection(ReportSettings settings) {
        this.settings = settings;
        this.layout = Layout.rows("rates", "Rates", fields())
                .about("of whole steps; tokens and samples as --tokens-per-step and --samples-per-step say")
                .key("device", "device")
                .main("steps", "steps")
                .main("mean_step_ns", "mean step")
                .main("steps_per_s", "steps/s")
                .main("tokens_per_s", "tokens/s")
                .main("samples_per_s", "samples/s")
                .build();
    }

    private Fields<Rate> fields() {
        return Fields.<Rate>none()
                .with(
                        "device",
                        Unit.TEXT,
                        "Device; null where the file does not say.",
                        row -> Labels.device(row.device))
                .with("steps", Unit.COUNT, "Steps that the end of the trace does not cut.", row -> row.steps.getCount())
                .with("mean_step_ns", Unit.TIME, "Mean length of a step, in ns.", row -> row.steps.getAverage())
                .with("steps_per_s", Unit.NUMBER, "Steps in a second.", row -> row.perSecond(1))
                .with(
                        "tokens_per_s",
                        Unit.COUNT,
                        "Tokens that the device processes in a second; null without --tokens-per-step.",
                        row -> perSecond(row, settings.tokensPerStep()))
                .with(
                        "samples_per_s",
                        Unit.COUNT,
                        "Samples that the device processes in a second; null without --samples-per-step.",
                        row -> perSecond(row, settings.samplesPerStep()));
    }

    private static @Nullable Double perSecond(Rate rate, @Nullable Long perStep) {
        return perStep == null ? null : (Double) rate.perSecond(perStep);
    }

    @Override
    public SheetSchema schema() {
        return layout.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<Rate> rates = WholeSteps.byDevice(report).entrySet().stream()
                .map(device -> new Rate(device.getKey(), device.getValue()))
                .toList();
        return layout.sheet(rates).showingFirst(top, "devices").build();
    }
}
