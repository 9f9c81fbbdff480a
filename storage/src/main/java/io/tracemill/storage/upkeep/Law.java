package io.tracemill.storage.upkeep;

import java.util.ArrayList;
import java.util.List;

/**
 * A law that the rows of a run and date obey, as SQL for the rows that break it: file, trace_id, what, expected, found.
 * The tables are {@link LawTables}; {@code docs/definitions.md} says what the numbers mean.
 *
 * @param sql the violations
 */
record Law(String sql) {

    /** Columns of a device's rows whose sum over the steps is the value of the whole trace. */
    private static final List<String> ADDITIVE = List.of(
            "total_ns",
            "computing_ns",
            "communication_ns",
            "memcpy_ns",
            "overlap_ns",
            "exposed_communication_ns",
            "exposed_memcpy_ns",
            "idle_ns",
            "device_events",
            "device_events_ns");

    /** Words for a row of a device or of one of its steps. */
    static final String DEVICE = "'device ' || coalesce(device, 'unknown') || coalesce(', step ' || step, '') || ': '";

    private static final String SOUND = " join traces t using (trace_id) where t.state <> 'BROKEN' and ";

    /** All laws. If a wrong value breaks several, the one that tells most about it comes first. */
    static List<Law> all() {
        List<Law> laws = new ArrayList<>();
        once(laws, "operator_stats", "'operator ' || operator || ' (' || kind || ')'");
        once(
                laws,
                "kernel_stats",
                "'kernel ' || kernel || ' (' || kind || ') on device ' || coalesce(device, 'unknown')");
        once(laws, "device_stats", DEVICE + " || 'row'");
        once(laws, "bottlenecks", DEVICE + " || 'bottleneck'");
        devices(laws);
        laws.add(sum("spans", "spans", "count(*)", "spans_written", "true"));
        laws.addAll(SpanLaws.all());
        steps(laws);
        sums(laws);
        laws.addAll(SplitLaws.all());
        laws.addAll(IdLaws.all());
        collectives(laws);
        return laws;
    }

    /** A law that two numbers of each row are equal. The rows are given as what follows {@code from}. */
    static Law same(String rows, String what, String expected, String found) {
        return new Law("select file, trace_id, " + what + " as what, " + expected + " as expected, " + found
                + " as found from (from " + rows + ") where (" + expected + ") is distinct from (" + found + ")");
    }

    private static void once(List<Law> laws, String table, String row) {
        laws.add(new Law("select max(file) as file, trace_id, " + row
                + " || ' archived' as what, 1 as expected, count(*) as found from " + table
                + " group by trace_id, what having count(*) > 1"));
    }

    private static void collectives(List<Law> laws) {
        String rows = "(select *, null::varchar as trace_id, coalesce(group_size, 0) as members from collective_stats)";
        String row = "'collective ' || coalesce(name, 'unknown') || ': ";
        laws.add(same(
                rows,
                row + "events'",
                "complete_count * members + incomplete_events + mismatched_events + unmatched_events",
                "events"));
        laws.add(same(rows, row + "transit of its members + wait'", "duration_ns", "transit_ns * members + wait_ns"));
    }

    private static void devices(List<Law> laws) {
        laws.add(same(
                "device_stats",
                DEVICE + " || 'computing + exposed communication + exposed copies + idle'",
                "total_ns",
                "computing_ns + exposed_communication_ns + exposed_memcpy_ns + idle_ns"));
        laws.add(same(
                "device_stats",
                DEVICE + " || 'overlap + exposed communication'",
                "communication_ns",
                "overlap_ns + exposed_communication_ns"));
        laws.add(same(
                "device_stats",
                DEVICE + " || 'the parts of idle'",
                "idle_ns",
                "idle_host_ns + idle_launch_ns + idle_device_ns + idle_unknown_ns"));
        laws.add(same(
                "(select d.file, d.trace_id, d.device, d.step, count(b.trace_id) as n from device_stats d left join"
                        + " bottlenecks b"
                        + " on b.trace_id = d.trace_id and b.device is not distinct from d.device and b.step is not"
                        + " distinct"
                        + " from d.step where d.total_ns > 0 group by all)",
                DEVICE + " || 'bottlenecks'",
                "1",
                "n"));
    }

    private static void steps(List<Law> laws) {
        for (String column : ADDITIVE) {
            laws.add(same(
                    "(select max(file) as file, trace_id, device, null as step, count(step) as steps, sum(" + column
                            + ") filter (step is null) as whole, sum(" + column
                            + ") filter (step is not null) as parts from device_stats group by trace_id, device)"
                            + SOUND + "steps > 0",
                    DEVICE + " || '" + column + " of its steps'",
                    "whole",
                    "parts"));
        }
    }

    /** Adds the laws on sums over the rows of other datasets. */
    private static void sums(List<Law> laws) {
        laws.add(sum("summed durations of its kernels", "kernel_stats", "sum(total_ns)", "device_events_ns", ""));
        laws.add(sum("kernel calls", "kernel_stats", "sum(count)", "device_events", ""));
        laws.add(sum("device events of its operators", "operator_stats", "sum(kernel_count)", "linked", ""));
        laws.add(sum(
                "device time of its operators",
                "operator_stats",
                "sum(device_ns)",
                "device_events_ns - unlinked_ns",
                ""));
        laws.add(sum(
                "device events of its devices",
                "(from device_stats where step is null)",
                "sum(device_events)",
                "device_events",
                ""));
    }

    private static Law sum(String what, String table, String sum, String expected, String condition) {
        return same(
                "traces left join (select trace_id, " + sum + " as n from " + table
                        + " group by trace_id) using (trace_id) where "
                        + (condition.isEmpty() ? "state <> 'BROKEN'" : condition),
                "'" + what + "'",
                expected,
                "coalesce(n, 0)");
    }
}
