package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Field;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.Cause;
import io.tracemill.schemas.TraceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Row of the summary: a device of a trace, or a trace without devices.
 *
 * @param trace the trace
 * @param bottleneck what the device is bound by over the whole trace; null without a device
 * @param steps lengths of its whole steps, in ns; null if it has none
 * @param differences in what the trace differs from the others of its run
 */
record SummaryRow(
        TraceInfo trace,
        @Nullable Bottleneck bottleneck,
        @Nullable LongSummaryStatistics steps,
        List<String> differences) {

    /** Fields of a row. */
    static final Fields<SummaryRow> FIELDS = Fields.<SummaryRow>none()
            .with("run", Unit.TEXT, "Run (job) that the trace belongs to.", row -> row.trace.getRun())
            .with("date", Unit.TEXT, "UTC day of the trace.", row -> row.trace.getDate())
            .with("rank", Unit.NUMBER, "Rank of the process in its run.", row -> row.trace.getRank())
            .with("trace_id", Unit.TEXT, "Identity of the trace.", row -> row.trace.getTraceId())
            .with(
                    "device",
                    Unit.TEXT,
                    "Device; null where the file does not say.",
                    row -> row.bottleneck == null ? null : Labels.device(row.bottleneck.getDevice()))
            .with(
                    "steps",
                    Unit.COUNT,
                    "Steps that the end of the trace does not cut.",
                    row -> row.steps == null ? null : (Long) row.steps.getCount())
            .with(
                    "mean_step_ns",
                    Unit.TIME,
                    "Mean length of these steps, in ns.",
                    row -> row.steps == null ? null : (Double) row.steps.getAverage())
            .with(
                    "source",
                    Unit.TEXT,
                    "File the trace was read from.",
                    row -> row.trace.getHeader() == null
                            ? null
                            : source(row.trace.getHeader().getSource()))
            .with("total_ns", Unit.TIME, "Length of the window, in ns.", of(Bottleneck::getTotalNs))
            .with(
                    "bottleneck",
                    Unit.TEXT,
                    "What the device is bound by; see `bottlenecks`.",
                    row -> row.bottleneck == null
                            ? new Named(null, "no device")
                            : Labels.bottleneck(row.bottleneck.getBottleneck()))
            .with(
                    "cause",
                    Unit.TEXT,
                    "What the host did in most of the time that the device was idle, if that is a large part.",
                    row -> row.cause().map(IdleLabels::of).orElse(null))
            .with(
                    "cause_pct",
                    Unit.PERCENT,
                    "Time of the cause in percent of the window.",
                    row -> row.cause().map(Cause::getSharePct).orElse(null))
            .with("computing_pct", Unit.PERCENT, "Computing in percent of the window.", of(Bottleneck::getComputingPct))
            .with(
                    "communication_pct",
                    Unit.PERCENT,
                    "Exposed communication in percent of the window.",
                    of(Bottleneck::getCommunicationPct))
            .with("idle_pct", Unit.PERCENT, "Idle in percent of the window.", of(Bottleneck::getIdlePct))
            .with(
                    "differs",
                    Unit.TEXT,
                    "In what the trace differs from the others of its run; empty if in nothing.",
                    row -> String.join(", ", row.differences));

    private static Named source(String path) {
        return new Named(path, path.substring(path.lastIndexOf('/') + 1));
    }

    private static Field.Value<SummaryRow> of(Function<Bottleneck, Object> value) {
        return row -> row.bottleneck == null ? null : value.apply(row.bottleneck);
    }

    /** First cause of idle time; the rules that fired say no more than the bottleneck. */
    private Optional<Cause> cause() {
        return bottleneck == null
                ? Optional.empty()
                : bottleneck.getCauses().stream()
                        .filter(cause -> cause.getClass$() != null)
                        .findFirst();
    }

    /** Rows of a trace: one for each device, or one if it has none. */
    static List<SummaryRow> of(TraceReport report, List<String> differences) {
        Map<@Nullable String, LongSummaryStatistics> steps = WholeSteps.byDevice(report);
        List<SummaryRow> rows = new ArrayList<>();
        report.bottlenecks().stream()
                .filter(row -> row.getStep() == null)
                .forEach(row -> rows.add(new SummaryRow(report.trace(), row, steps.get(row.getDevice()), differences)));
        return rows.isEmpty() ? List.of(new SummaryRow(report.trace(), null, null, differences)) : rows;
    }
}
