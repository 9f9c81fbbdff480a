package io.tracemill.storage.upkeep;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.LayerStats;
import io.tracemill.schemas.MemoryHolders;
import io.tracemill.schemas.MemoryStats;
import io.tracemill.schemas.ModuleStats;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.PhaseStats;
import io.tracemill.schemas.ShapeStats;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables that the laws refer to: one per dataset, with the rows of one run and date, and the {@code file} of each.
 * A dataset without files has no rows. A trace is {@code checked} unless it is broken or some of its names were folded
 * into one. It is {@code complete} if all of its spans were written, too.
 */
final class LawTables {

    /** The dataset whose rows are about a run, not about a trace. */
    private static final Table<?, ?> COLLECTIVES = Datasets.of(CollectiveStats.class);

    /** The columns that the laws need, with the types that they have if there is no file. */
    private static final Map<Table<?, ?>, String> COLUMNS = columns();

    private LawTables() {}

    private static Map<Table<?, ?>, String> columns() {
        Map<Table<?, ?>, String> columns = new LinkedHashMap<>();
        columns.put(
                Datasets.SPANS,
                "kind varchar, name varchar, start_ns bigint, duration_ns bigint, device varchar, operator varchar, self_ns"
                        + " bigint, counters map(varchar, double), span_id bigint, parent_id bigint, owner_id bigint,"
                        + " launch_id bigint");
        columns.put(
                Datasets.of(OperatorStats.class),
                "operator varchar, kind varchar, count bigint, total_ns bigint, min_ns bigint, max_ns bigint, self_ns bigint,"
                        + " kernel_count bigint, device_ns bigint");
        columns.put(
                Datasets.of(KernelStats.class),
                "device varchar, kernel varchar, kind varchar, count bigint, total_ns bigint, min_ns bigint, max_ns bigint");
        columns.put(
                Datasets.of(DeviceStats.class),
                "device varchar, step integer, start_ns bigint, total_ns bigint, computing_ns bigint, communication_ns bigint,"
                        + " memcpy_ns bigint, overlap_ns bigint, exposed_communication_ns bigint, exposed_memcpy_ns bigint,"
                        + " idle_ns bigint, idle_host_ns bigint, idle_launch_ns bigint, idle_device_ns bigint, idle_unknown_ns"
                        + " bigint, device_events bigint, device_events_ns bigint, work struct(flops bigint)");
        columns.put(Datasets.of(Bottleneck.class), "device varchar, step integer");
        columns.put(
                Datasets.TRACES,
                "state varchar, spans bigint, spans_written bigint, folded_names bigint, device_events bigint, linked bigint,"
                        + " device_events_ns bigint, unlinked_ns bigint");
        columns.put(Datasets.KERNEL_COUNTERS, "counter varchar");
        columns.put(
                COLLECTIVES,
                "name varchar, group_size bigint, events bigint, complete_count bigint, incomplete_events bigint,"
                        + " mismatched_events bigint, unmatched_events bigint, duration_ns bigint, transit_ns bigint, wait_ns bigint");
        putSplits(columns);
        return columns;
    }

    /** Adds the datasets that split the time, the work or the memory of a device. */
    private static void putSplits(Map<Table<?, ?>, String> columns) {
        columns.put(Datasets.of(PhaseStats.class), "device varchar, step integer, device_ns bigint");
        columns.put(Datasets.of(IdleStats.class), "device varchar, step integer, part varchar, idle_ns bigint");
        columns.put(
                Datasets.of(ModuleStats.class),
                "device varchar, path varchar, instance varchar, device_ns bigint, device_total_ns bigint,"
                        + " forward_ns bigint, backward_ns bigint, recompute_ns bigint");
        columns.put(Datasets.of(LayerStats.class), "device varchar, device_ns bigint");
        columns.put(
                Datasets.of(ShapeStats.class),
                "device varchar, device_ns bigint, kernel_count bigint, flops bigint, count bigint");
        columns.put(
                Datasets.of(MemoryStats.class),
                "device varchar, component varchar, step integer, peak_followed_bytes bigint, allocations bigint,"
                        + " releases bigint");
        columns.put(Datasets.of(MemoryHolders.class), "device varchar, peak_bytes bigint, end_count bigint");
    }

    /** The datasets that the laws refer to. */
    static List<Table<?, ?>> datasets() {
        return List.copyOf(COLUMNS.keySet());
    }

    /** Creates the tables from these files. */
    static void make(FileSql sql, Map<Table<?, ?>, List<Path>> files) throws IOException {
        for (Map.Entry<Table<?, ?>, String> dataset : COLUMNS.entrySet()) {
            List<Path> of = files.getOrDefault(dataset.getKey(), List.of());
            boolean ofTraces = !dataset.getKey().equals(COLLECTIVES);
            String columns = (ofTraces ? "trace_id varchar, " : "") + dataset.getValue();
            String more = dataset.getKey().equals(Datasets.TRACES)
                    ? ", state <> 'BROKEN' and folded_names = 0 as checked, checked and spans = spans_written as complete"
                    : "";
            sql.run("create or replace temp view " + dataset.getKey().name() + " as select *" + more + " from ("
                    + (of.isEmpty()
                            ? nothing(columns)
                            : rows(sql.columns(of, dataset.getKey().renamed()), of, columns))
                    + ")");
        }
        for (Map.Entry<String, String> table : SpanLaws.tables().entrySet()) {
            sql.run("create or replace temp table " + table.getKey() + " as " + table.getValue());
        }
    }

    /** Rows of files; a column that none of them has, as older versions did not write it, is null. */
    private static String rows(String ofFiles, List<Path> files, String columns) {
        return "select file, " + names(columns) + " from (select filename as file, " + ofFiles + " from "
                + FileSql.rows(files) + " union all by name " + nothing(columns) + ")";
    }

    private static String nothing(String columns) {
        return "select null::varchar as file, "
                + split(columns)
                        .map(column -> "null::" + column.substring(column.indexOf(' ') + 1) + " as " + name(column))
                        .collect(Collectors.joining(", "))
                + " where false";
    }

    private static String names(String columns) {
        return split(columns).map(LawTables::name).collect(Collectors.joining(", "));
    }

    /** Splits a list of columns at the commas outside of brackets. */
    private static java.util.stream.Stream<String> split(String columns) {
        return java.util.Arrays.stream(columns.split(", (?![^(]*\\))"));
    }

    private static String name(String column) {
        return column.substring(0, column.indexOf(' '));
    }
}
