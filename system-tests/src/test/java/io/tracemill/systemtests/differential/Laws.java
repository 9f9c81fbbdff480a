package io.tracemill.systemtests.differential;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What docs/definitions.md says is always so, as SQL over the tables of an archive. Any test with an archive can ask
 * which laws it breaks. Those of {@code archive verify}, which such tests run, are not among them. Expects the tables
 * spans, operator_stats, kernel_stats, device_stats, bottlenecks and traces, and those of {@link SplitLaws}.
 */
public final class Laws {
    private static final List<String> ADDITIVE = List.of(
            "total_ns",
            "computing_ns",
            "communication_ns",
            "memcpy_ns",
            "overlap_ns",
            "exposed_communication_ns",
            "exposed_memcpy_ns",
            "idle_ns",
            "idle_host_ns",
            "idle_launch_ns",
            "idle_device_ns",
            "idle_unknown_ns",
            "memory_bound_ns",
            "device_events",
            "linked",
            "unlinked_no_launch",
            "unlinked_no_owner",
            "unlinked_ambiguous",
            "clipped",
            "device_events_ns",
            "unlinked_ns");

    private Laws() {}

    /** Names of the laws that do not hold, each with its first violation; empty where all is well. */
    public static List<String> broken(Connection archive) throws SQLException {
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, String> law : all(archive).entrySet()) {
            try (Statement statement = archive.createStatement();
                    ResultSet violations = statement.executeQuery(
                            "select to_json(violation)::varchar from (" + law.getValue() + ") violation limit 1")) {
                if (violations.next()) {
                    broken.add(law.getKey() + ": " + violations.getString(1));
                }
            }
        }
        return broken;
    }

    /** SQL for the violations of each law, by what it says. */
    private static Map<String, String> all(Connection archive) throws SQLException {
        Map<String, String> laws = new LinkedHashMap<>();
        events(laws);
        ids(laws);
        devices(laws);
        SplitLaws.add(laws, archive);
        operatorsAndKernels(laws);
        BottleneckLaws.add(laws);
        return laws;
    }

    private static void events(Map<String, String> laws) {
        laws.put("a trace is archived once", "select trace_id from traces group by all having count(*) <> 1");
        laws.put(
                "events read = published + filtered + merged + rejected + implausible",
                "select trace_id, totals from traces where totals.events_read <> totals.published + "
                        + sum("totals.filtered") + " + " + sum("totals.merged") + " + " + sum("totals.rejected") + " + "
                        + sum("totals.implausible"));
        laws.put(
                "events published = spans + dropped",
                "select trace_id from traces where totals.published <> spans + " + sum("dropped")
                        + " or events <> totals.published");
        laws.put(
                "spans written are in the archive",
                "select trace_id, spans_written, n from traces left join (select trace_id, count(*) n from spans group by all)"
                        + " using (trace_id) where spans_written <> coalesce(n, 0)");
        laws.put("spans by kind add up", "select trace_id from traces where spans <> " + sum("kinds"));
        laws.put(
                "device events = linked + unlinked",
                "select trace_id from traces where device_events <> linked + unlinked_no_launch + unlinked_no_owner"
                        + " + unlinked_ambiguous");
        laws.put(
                "no launch was given up and no name folded",
                "select trace_id from traces where evicted_launches <> 0 or folded_names <> 0");
    }

    /** Adds the laws on ids. If all spans of a trace were written, ids say the same as the columns beside them. */
    private static void ids(Map<String, String> laws) {
        laws.put("a span has an id", "select trace_id, name from spans where span_id is null");
        laws.put(
                "a parent is open around its child on its thread",
                referring("parent_id", "parent")
                        + " or (o.span_id is not null and (o.process is distinct from s.process or o.thread is distinct from"
                        + " s.thread or o.start_ns > s.start_ns or o.start_ns + o.duration_ns <= s.start_ns))");
        laws.put("an owner is an operator or annotation that was written", referring("owner_id", "operator"));
        laws.put(
                "a launch is a span of the thread that is named",
                "select s.* from spans s join traces t using (trace_id) left join spans o on o.trace_id = s.trace_id and"
                        + " o.span_id = s.launch_id where (s.launch_id is not null and (o.span_id is null or o.process is"
                        + " distinct from s.launch_process or o.thread is distinct from s.launch_thread)) or (t.spans ="
                        + " t.spans_written and o.start_ns is distinct from s.launch_start_ns)");
    }

    /** SQL for the spans that refer to none that can have children, or whose name is another one. */
    private static String referring(String id, String name) {
        return "select s.* from spans s join traces t using (trace_id) left join spans o on o.trace_id = s.trace_id and"
                + " o.span_id = s." + id + " where (t.spans = t.spans_written and o.name is distinct from s." + name
                + ") or (s." + id + " is not null and o.span_id is null) or o.kind not in ('OPERATOR', 'ANNOTATION')";
    }

    private static void devices(Map<String, String> laws) {
        laws.put(
                "computing + exposed communication + exposed copies + idle = total",
                "select * from device_stats where computing_ns + exposed_communication_ns + exposed_memcpy_ns + idle_ns"
                        + " <> total_ns");
        laws.put(
                "communication = overlap + exposed communication",
                "select * from device_stats where communication_ns <> overlap_ns + exposed_communication_ns");
        laws.put(
                "idle is the sum of its parts",
                "select * from device_stats where idle_ns <> idle_host_ns + idle_launch_ns + idle_device_ns + idle_unknown_ns");
        laws.put(
                "device events of a window = linked + unlinked",
                "select * from device_stats where device_events <> linked + unlinked_no_launch + unlinked_no_owner"
                        + " + unlinked_ambiguous");
        for (String column : ADDITIVE) {
            laws.put(
                    column + " of the steps add up to that of the trace",
                    "select trace_id, device from device_stats group by all having count(step) > 0 and sum(" + column
                            + ") filter (step is not null) <> sum(" + column + ") filter (step is null)");
        }
        laws.put(
                "the last window is truncated and no other",
                "select trace_id, device, step from device_stats d where step is not null and truncated <> (step ="
                        + " (select max(step) from device_stats o where o.trace_id = d.trace_id and o.device is not"
                        + " distinct from d.device))");
        laws.put(
                "device rows add up to the trace",
                "select trace_id from traces join (select trace_id, sum(device_events) n, sum(device_events_ns) ns,"
                        + " sum(unlinked_ns) u, sum(linked) l from device_stats where step is null group by all) d using"
                        + " (trace_id) where device_events <> n or device_events_ns <> ns or unlinked_ns <> u or linked <> l");
    }

    private static void operatorsAndKernels(Map<String, String> laws) {
        laws.put(
                "device time owned + unlinked = device time",
                "select trace_id from traces left join (select trace_id, sum(device_ns) ns, sum(kernel_count) n from"
                        + " operator_stats group by all) using (trace_id) where coalesce(ns, 0) + unlinked_ns <>"
                        + " device_events_ns or coalesce(n, 0) <> linked");
        laws.put(
                "kernel rows add up to the trace",
                "select trace_id from traces left join (select trace_id, sum(total_ns) ns, sum(count) n from kernel_stats"
                        + " group by all) using (trace_id) where coalesce(ns, 0) <> device_events_ns or coalesce(n, 0)"
                        + " <> device_events");
        laws.put(
                "an operator's device time is part of its device total",
                "select * from operator_stats where device_ns > device_total_ns");
        laws.put(
                "shares of self time add up to 100",
                "select trace_id, sum(self_pct) from operator_stats where self_pct is not null group by all having"
                        + " sum(self_ns) > 0 and abs(sum(self_pct) - 100) > 1e-6");
        laws.put(
                "annotations have no share of self time",
                "select * from operator_stats where kind = 'ANNOTATION' and self_pct is not null");
        for (String table : List.of("operator_stats", "kernel_stats")) {
            laws.put(
                    "percentiles of " + table + " are in order",
                    "select * from " + table
                            + " where not (min_ns <= p50_ns and p50_ns <= p95_ns and p95_ns <= p99_ns and"
                            + " p99_ns <= max_ns)");
        }
        percentiles(laws, "operator_stats", "operator", "kind in ('OPERATOR', 'ANNOTATION') and self_ns is not null");
        percentiles(laws, "kernel_stats", "kernel", "kind in ('KERNEL', 'COMMUNICATION', 'MEMCPY', 'MEMSET')");
    }

    /** Only for traces all of whose spans were written, and names that were not folded. */
    private static void percentiles(Map<String, String> laws, String table, String name, String spans) {
        String device = table.equals("kernel_stats") ? ", device" : "";
        for (int percentile : new int[] {50, 95, 99}) {
            String column = "p" + percentile + "_ns";
            laws.put(
                    column + " of " + table + " is at most 1 % above the exact one",
                    "select * from (select trace_id, kind, name" + device
                            + ", list_sort(list(duration_ns))[(count(*) * "
                            + percentile + " + 99) // 100] as exact from spans where " + spans
                            + " group by all) e join " + table
                            + " s on s.trace_id = e.trace_id and s.kind = e.kind and s." + name + " = e.name"
                            + (device.isEmpty() ? "" : " and s.device is not distinct from e.device")
                            + " join traces t on t.trace_id = s.trace_id and t.spans = t.spans_written where " + column
                            + " < exact or " + column + " > greatest(exact + 1, exact * 1.01)");
        }
    }

    /** SQL for the sum of a map's values, 0 for an empty one. */
    private static String sum(String map) {
        return "coalesce(list_sum(map_values(" + map + ")), 0)";
    }
}
