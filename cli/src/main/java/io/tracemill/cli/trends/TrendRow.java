package io.tracemill.cli.trends;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.SqlRow;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run on one day.
 *
 * @param run name of the run
 * @param date UTC day of its traces
 * @param traces number of traces
 * @param steps number of whole steps, null without any
 * @param stepNanos median length of these, in ns
 * @param computingNanos median of the computing of a device in one, in ns
 * @param exposedCommunicationNanos median of its exposed communication, in ns
 * @param exposedMemcpyNanos median of its exposed copies, in ns
 * @param idleNanos median of its idle time, in ns
 * @param mfuPercent model FLOPs utilisation, in percent; null without a peak
 * @param verdicts shares of the recorded time by bottleneck, in percent; null if nothing ran on a device
 * @param stalledPercent share of the recorded time in which no device computed, in percent
 * @param alerts number of alerts that fired
 */
public record TrendRow(
        String run,
        LocalDate date,
        long traces,
        @Nullable Long steps,
        @Nullable Long stepNanos,
        @Nullable Long computingNanos,
        @Nullable Long exposedCommunicationNanos,
        @Nullable Long exposedMemcpyNanos,
        @Nullable Long idleNanos,
        @Nullable Double mfuPercent,
        @Nullable Verdicts verdicts,
        @Nullable Double stalledPercent,
        long alerts) {

    /**
     * Shares of time by bottleneck, in percent.
     *
     * @param compute of {@code COMPUTE_BOUND}
     * @param memory of {@code MEMORY_BOUND}
     * @param communication of {@code COMMUNICATION_BOUND}
     * @param sync of {@code SYNC_BOUND}
     * @param balanced of {@code BALANCED}
     */
    public record Verdicts(double compute, double memory, double communication, double sync, double balanced) {}

    /** All rows of an archive, by run and date. */
    public static List<TrendRow> all(ArchiveSql archive) throws IOException {
        List<TrendRow> rows = new ArrayList<>();
        archive.rows("from run_trends order by run, date", List.of(), row -> rows.add(of(row)));
        return rows;
    }

    private static TrendRow of(SqlRow row) {
        return new TrendRow(
                row.required("run"),
                LocalDate.parse(row.required("date")),
                (long) row.number("traces"),
                row.count("steps"),
                row.count("step_ns"),
                row.count("computing_ns"),
                row.count("exposed_communication_ns"),
                row.count("exposed_memcpy_ns"),
                row.count("idle_ns"),
                optional(row, "mfu_pct"),
                row.text("compute_bound_pct") == null ? null : verdicts(row),
                optional(row, "stalled_pct"),
                (long) row.number("alerts"));
    }

    private static Verdicts verdicts(SqlRow row) {
        return new Verdicts(
                row.number("compute_bound_pct"),
                row.number("memory_bound_pct"),
                row.number("communication_bound_pct"),
                row.number("sync_bound_pct"),
                row.number("balanced_pct"));
    }

    private static @Nullable Double optional(SqlRow row, String column) {
        return row.text(column) == null ? null : (Double) row.number(column);
    }
}
