package io.tracemill.cli.runs;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.SqlRow;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an archive holds of a run on one date.
 *
 * @param run name of the run
 * @param date UTC day of its traces
 * @param traces number of traces
 * @param ranks number of different ranks that the traces name
 * @param worldSize number of ranks in the run, null if no trace says
 * @param steps number of steps that no end of a trace cuts off; null if there are none
 * @param meanStepNanos mean length of these over the devices, in ns; null if there are none
 * @param devices number of devices of all traces, null if nothing ran on any
 * @param deviceModels their model names
 * @param bottleneck bottleneck of most devices, such as {@code SYNC_BOUND}; null without devices
 * @param bottleneckDevices number of devices that have it
 * @param slowRanks ranks that are slow according to the comparison of the ranks
 * @param bytes size of the files, in bytes
 * @param labels labels about which the traces do not differ
 */
public record RunRow(
        String run,
        LocalDate date,
        long traces,
        long ranks,
        @Nullable Long worldSize,
        @Nullable Long steps,
        @Nullable Long meanStepNanos,
        @Nullable Long devices,
        List<String> deviceModels,
        @Nullable String bottleneck,
        @Nullable Long bottleneckDevices,
        List<Long> slowRanks,
        @Nullable Long bytes,
        Map<String, String> labels) {

    /** Copies the lists. */
    public RunRow {
        deviceModels = List.copyOf(deviceModels);
        slowRanks = List.copyOf(slowRanks);
    }

    /** All rows of an archive, oldest first. */
    public static List<RunRow> all(ArchiveSql archive) throws IOException {
        List<RunRow> rows = new ArrayList<>();
        archive.rows("from runs order by date, start_time, run", List.of(), row -> rows.add(of(row)));
        return rows;
    }

    private static RunRow of(SqlRow row) {
        return new RunRow(
                row.required("run"),
                LocalDate.parse(row.required("date")),
                (long) row.number("traces"),
                (long) row.number("ranks"),
                row.count("world_size"),
                row.count("steps"),
                row.count("mean_step_ns"),
                row.count("devices"),
                row.texts("device_models"),
                row.text("bottleneck"),
                row.count("bottleneck_devices"),
                row.counts("slow_ranks"),
                row.count("bytes"),
                row.textsByKey("labels"));
    }
}
