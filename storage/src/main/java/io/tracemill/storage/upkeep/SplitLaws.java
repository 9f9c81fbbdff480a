package io.tracemill.storage.upkeep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The laws that rows which split the time, the work or the memory of a device add up to the whole. They hold for the
 * traces that have such rows: older versions did not write all of them.
 */
final class SplitLaws {

    private static final String MODULE =
            "'device ' || coalesce(device, 'unknown') || ', module ' || path || ': device_total_ns'";

    /** Condition that a trace is not known to be broken. */
    private static final String SOUND = "trace_id in (select trace_id from traces where state <> 'BROKEN')";

    private SplitLaws() {}

    static List<Law> all() {
        List<Law> laws = new ArrayList<>();
        laws.add(ofWindow("phase_stats", "device_ns of its phases", "device_events_ns", "sum(device_ns)"));
        for (String part : List.of("host", "launch", "device", "unknown")) {
            String column = "idle_" + part + "_ns";
            String sum = "sum(idle_ns) filter (part = '" + part.toUpperCase(Locale.ROOT) + "')";
            laws.add(ofWindow("idle_stats", column + " by activity", column, sum));
        }
        laws.add(ofDevice("module_stats", "device_ns of its modules", "device_events_ns", "sum(device_ns)"));
        modules(laws);
        laws.add(ofDevice("layer_stats", "device_ns of its layers", "device_events_ns", "sum(device_ns)"));
        laws.add(ofDevice("shape_stats", "device_ns of its shapes", "device_events_ns", "sum(device_ns)"));
        laws.add(ofDevice("shape_stats", "device events of its shapes", "device_events", "sum(kernel_count)"));
        laws.add(ofDevice(
                "shape_stats", "operations of its shapes", "coalesce(work.flops, 0)", "sum(flops::hugeint * count)"));
        memory(laws);
        return laws;
    }

    /** A law that the rows of a device, or of one of its steps, add up to its row in {@code device_stats}. */
    private static Law ofWindow(String dataset, String what, String whole, String sum) {
        return split("device_stats", "(select * from " + dataset + ")", what, whole, sum);
    }

    /** A law that the rows of a device add up to its row in {@code device_stats} for the whole trace. */
    private static Law ofDevice(String dataset, String what, String whole, String sum) {
        return split(
                "device_stats where step is null",
                "(select *, null::integer as step from " + dataset + ")",
                what,
                whole,
                sum);
    }

    private static Law split(String windows, String rows, String what, String whole, String sum) {
        return Law.same(
                "(select coalesce(part_file, file) as file, d.trace_id, d.device, d.step, whole, coalesce(found, 0)"
                        + " as found"
                        + " from (select file, trace_id, device, step, " + whole + " as whole from " + windows
                        + ") d left join (select min(file) as part_file, trace_id, device, step, " + sum
                        + " as found from " + rows + " group by trace_id, device, step) p on p.trace_id = d.trace_id"
                        + " and p.device is not distinct from d.device and p.step is not distinct from d.step"
                        + " where d." + SOUND + " and d.trace_id in (select trace_id from " + rows + "))",
                Law.DEVICE + " || '" + what + "'",
                "whole",
                "found");
    }

    /** Adds the laws on the times of modules within others. */
    private static void modules(List<Law> laws) {
        String rows = "(from module_stats where device_ns is not null and " + SOUND + ")";
        String inner = "select trace_id, device, left(path, length(path) - length(instance) - 1) as path,"
                + " sum(device_total_ns) as inner_ns from " + rows
                + " where length(path) > length(instance) group by all";
        laws.add(Law.same(
                "(select m.*, device_ns + coalesce(inner_ns, 0) as parts from " + rows + " m left join (" + inner
                        + ") i on i.trace_id = m.trace_id and i.device is not distinct from m.device and i.path ="
                        + " m.path)",
                MODULE,
                "parts",
                "device_total_ns"));
        laws.add(Law.same(
                "(select *, forward_ns + backward_ns + recompute_ns as passes from " + rows + ")",
                MODULE.replace("device_total_ns", "device_ns"),
                "greatest(device_ns, passes)",
                "device_ns"));
    }

    /** Adds the laws on what holds the memory of a device. */
    private static void memory(List<Law> laws) {
        String rows = "(select coalesce(part_file, file) as file, m.* exclude (file), coalesce(peak, 0) as peak,"
                + " coalesce(ends, 0) as ends from (from memory_stats where step is null and component is null and "
                + SOUND + ") m left join (select min(file) as part_file, trace_id, device, sum(peak_bytes) as peak,"
                + " sum(end_count) as ends from memory_holders group by all) h on h.trace_id = m.trace_id"
                + " and h.device is not distinct from m.device)";
        String memory = "'memory of ' || coalesce('device ' || device, 'the host') || ': ";
        laws.add(Law.same(rows, memory + "peak_bytes of its holders'", "coalesce(peak_followed_bytes, 0)", "peak"));
        laws.add(Law.same(rows, memory + "end_count of its holders'", "allocations - releases", "ends"));
    }
}
