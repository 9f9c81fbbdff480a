package io.tracemill.cli.trends;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.cli.trends.TrendRow.Verdicts;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Section on the days of runs. */
final class TrendsSection implements Section<Trends> {

    private static final Fields<TrendRow> FIELDS = Fields.<TrendRow>none()
            .with("run", Unit.TEXT, "Run (job).", TrendRow::run)
            .with(
                    "date",
                    Unit.TEXT,
                    "UTC day of the traces, as YYYY-MM-DD.",
                    row -> row.date().toString())
            .with("traces", Unit.COUNT, "Number of traces.", TrendRow::traces)
            .with("steps", Unit.COUNT, "Number of steps that no end of a trace cuts off.", TrendRow::steps)
            .with("step_ns", Unit.TIME, "Median length of these steps, in ns.", TrendRow::stepNanos)
            .with("computing_ns", Unit.TIME, "Median of the computing in a step, in ns.", TrendRow::computingNanos)
            .with(
                    "exposed_communication_ns",
                    Unit.TIME,
                    "Median of the exposed communication in a step, in ns.",
                    TrendRow::exposedCommunicationNanos)
            .with(
                    "exposed_memcpy_ns",
                    Unit.TIME,
                    "Median of the exposed copies in a step, in ns.",
                    TrendRow::exposedMemcpyNanos)
            .with("idle_ns", Unit.TIME, "Median of the idle time in a step, in ns.", TrendRow::idleNanos)
            .with("mfu_pct", Unit.PERCENT, "Model FLOPs utilisation; null without a peak.", TrendRow::mfuPercent)
            .with(share("compute_bound_pct", "COMPUTE_BOUND", Verdicts::compute))
            .with(share("memory_bound_pct", "MEMORY_BOUND", Verdicts::memory))
            .with(share("communication_bound_pct", "COMMUNICATION_BOUND", Verdicts::communication))
            .with(share("sync_bound_pct", "SYNC_BOUND", Verdicts::sync))
            .with(share("balanced_pct", "BALANCED", Verdicts::balanced))
            .with(
                    "stalled_pct",
                    Unit.PERCENT,
                    "Share of the recorded time in which the device did not compute.",
                    TrendRow::stalledPercent)
            .with(
                    "alerts",
                    Unit.COUNT,
                    "Alerts that fired, of the run and of its devices and nodes.",
                    TrendRow::alerts);

    private static final Layout<TrendRow> LAYOUT = Layout.rows("trends", "Trends", FIELDS)
            .about("by run and date, newest last; step: median; compute to balanced: time by what bounds it")
            .key("run", "run")
            .key("date", "date")
            .main("step_ns", "step")
            .side("steps", "steps")
            .main("mfu_pct", "MFU")
            .main("stalled_pct", "stalled")
            .main("alerts", "alerts")
            .side("compute_bound_pct", "compute")
            .side("memory_bound_pct", "memory")
            .side("communication_bound_pct", "comm.")
            .side("sync_bound_pct", "sync")
            .side("balanced_pct", "balanced")
            .details()
            .build();

    private static Fields<TrendRow> share(String key, String bottleneck, ToDoubleFunction<Verdicts> share) {
        return Fields.<TrendRow>none()
                .with(
                        key,
                        Unit.PERCENT,
                        "Share of the recorded time whose bottleneck is " + bottleneck + ".",
                        row -> of(row.verdicts(), share));
    }

    private static @Nullable Double of(@Nullable Verdicts verdicts, ToDoubleFunction<Verdicts> share) {
        return verdicts == null ? null : (Double) share.applyAsDouble(verdicts);
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(Trends trends, int top) {
        return LAYOUT.sheet(trends.days()).build();
    }
}
