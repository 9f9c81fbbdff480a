package io.tracemill.systemtests.differential;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Laws of what splits a time: phases, modules, layers, shapes and what the host did. The tables idle_stats,
 * module_stats and shape_stats may be absent, as nothing is written where there is nothing to split.
 */
final class SplitLaws {

    private SplitLaws() {}

    static void add(Map<String, String> laws, Connection archive) throws SQLException {
        phases(laws);
        if (has(archive, "idle_stats")) {
            idle(laws);
        } else {
            laws.put("idle time has rows", "select trace_id, device, idle_ns from device_stats where idle_ns <> 0");
        }
        if (has(archive, "module_stats")) {
            modules(laws);
        } else {
            laws.put("modules that are called have rows", "select trace_id, name from spans where module is not null");
        }
        if (has(archive, "layer_stats")) {
            layers(laws);
        }
        if (has(archive, "shape_stats")) {
            shapes(laws);
        }
    }

    private static void layers(Map<String, String> laws) {
        laws.put(
                "the layers of a device have the time of its device events, if anything tells a layer",
                "select d.trace_id, d.device, device_events_ns, n from device_stats d left join (select trace_id, device,"
                        + " sum(device_ns) as n from layer_stats group by all) l"
                        + " on l.trace_id = d.trace_id and l.device is not distinct from d.device where step is null"
                        + " and d.trace_id in (select trace_id from layer_stats) and device_events_ns <> coalesce(n, 0)");
    }

    private static void shapes(Map<String, String> laws) {
        laws.put(
                "the shapes of a device have the time of its device events, if any operator has inputs",
                "select d.trace_id, d.device, device_events_ns, n from device_stats d left join (select trace_id, device,"
                        + " sum(device_ns) as n, sum(kernel_count) as k from shape_stats group by all) s"
                        + " on s.trace_id = d.trace_id and s.device is not distinct from d.device where step is null"
                        + " and d.trace_id in (select trace_id from shape_stats)"
                        + " and (device_events_ns <> coalesce(n, 0) or device_events <> coalesce(k, 0))");
        laws.put(
                "the operations of the shapes of a device are those of its window",
                "select d.trace_id, d.device, d.work.flops, f from device_stats d left join (select trace_id, device,"
                        + " sum(flops * count) as f from shape_stats group by all) s"
                        + " on s.trace_id = d.trace_id and s.device is not distinct from d.device where step is null"
                        + " and d.trace_id in (select trace_id from shape_stats)"
                        + " and coalesce(d.work.flops, 0) <> coalesce(f, 0)");
    }

    /** Whether an archive has a table: a dataset without rows has none. */
    private static boolean has(Connection archive, String table) throws SQLException {
        try (ResultSet tables = archive.getMetaData().getTables(null, null, table, null)) {
            return tables.next();
        }
    }

    private static void modules(Map<String, String> laws) {
        laws.put(
                "the modules of a device have the time of its device events, if the trace calls any",
                "select d.trace_id, d.device, device_events_ns, n from device_stats d left join (select trace_id, device,"
                        + " sum(device_ns) as n from module_stats where device_ns is not null group by all) m"
                        + " on m.trace_id = d.trace_id and m.device is not distinct from d.device where step is null"
                        + " and d.trace_id in (select trace_id from module_stats) and device_events_ns <> coalesce(n, 0)");
        laws.put(
                "the total of a module is its own time and the totals of the modules directly in it",
                "select m.trace_id, m.device, m.path from module_stats m left join module_stats i on i.trace_id = m.trace_id"
                        + " and i.device is not distinct from m.device and i.path = m.path || '/' || i.instance"
                        + " and i.device_ns is not null where m.device_ns is not null"
                        + " group by m.trace_id, m.device, m.path, m.device_ns, m.device_total_ns"
                        + " having m.device_total_ns <> m.device_ns + coalesce(sum(i.device_total_ns), 0)");
        laws.put(
                "the time of a module in the forward and the backward pass is part of its own",
                "select trace_id, device, path from module_stats where forward_ns + backward_ns + recompute_ns > device_ns");
    }

    private static void phases(Map<String, String> laws) {
        laws.put(
                "the phases of a device in a window have the time of its device events",
                "select d.trace_id, d.device, d.step, device_events_ns, n from device_stats d left join (select trace_id, device,"
                        + " step, sum(device_ns) as n from phase_stats where device_ns is not null group by all) p"
                        + " on p.trace_id = d.trace_id and p.device is not distinct from d.device and p.step is not distinct"
                        + " from d.step where device_events_ns <> coalesce(n, 0)");
    }

    private static void idle(Map<String, String> laws) {
        for (String part : List.of("host", "launch", "device", "unknown")) {
            String column = "idle_" + part + "_ns";
            laws.put(
                    "what the host did adds up to " + column,
                    "select d.trace_id, d.device, d.step, " + column
                            + ", n from device_stats d left join (select trace_id,"
                            + " device, step, sum(idle_ns) as n from idle_stats where part = '"
                            + part.toUpperCase(Locale.ROOT)
                            + "' group by all) i on i.trace_id = d.trace_id and i.device is not distinct from d.device and"
                            + " i.step is not distinct from d.step where " + column + " <> coalesce(n, 0)");
        }
        laws.put(
                "the steps' idle time by activity adds up to that of the trace",
                "select trace_id, device, part, cause, class, name, place from idle_stats i where exists (select 1 from"
                        + " device_stats d where d.trace_id = i.trace_id and d.device is not distinct from i.device and"
                        + " d.step is not null) group by all having coalesce(sum(idle_ns) filter (step is not null), 0) <>"
                        + " sum(idle_ns) filter (step is null)");
        laws.put(
                "a gap has causes of at most its length",
                "select trace_id, gap from (select trace_id, unnest(gaps) as gap from device_stats) where"
                        + " coalesce(list_sum(list_transform(gap.causes, lambda c: c.idle_ns)), 0) > gap.duration_ns or"
                        + " (gap.duration_ns > 0 and len(gap.causes) = 0)");
    }
}
