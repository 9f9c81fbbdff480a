package io.tracemill.systemtests.differential;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * Laws of what splits a time that {@code archive verify} does not know: that there are rows at all, and how the idle
 * time of a device is split by its gaps and steps. The tables idle_stats and module_stats may be absent, as nothing is
 * written where there is nothing to split.
 */
final class SplitLaws {

    private SplitLaws() {}

    static void add(Map<String, String> laws, Connection archive) throws SQLException {
        if (has(archive, "idle_stats")) {
            idle(laws);
        } else {
            laws.put("idle time has rows", "select trace_id, device, idle_ns from device_stats where idle_ns <> 0");
        }
        if (!has(archive, "module_stats")) {
            laws.put("modules that are called have rows", "select trace_id, name from spans where module is not null");
        }
    }

    /** Whether an archive has a table: a dataset without rows has none. */
    private static boolean has(Connection archive, String table) throws SQLException {
        try (ResultSet tables = archive.getMetaData().getTables(null, null, table, null)) {
            return tables.next();
        }
    }

    private static void idle(Map<String, String> laws) {
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
