package io.tracemill.storage.upkeep;

import io.tracemill.storage.rows.SpanConditions;
import java.util.List;

/**
 * The times of each device over a whole trace, computed again from its spans as unions of intervals, for comparison
 * with its row. Covers traces whose spans were all written.
 */
final class DeviceTimes {

    /** The columns that are compared; those computed from the spans have the prefix {@code p_}. */
    static final List<String> COLUMNS = List.of(
            "start_ns",
            "total_ns",
            "computing_ns",
            "communication_ns",
            "memcpy_ns",
            "device_events",
            "device_events_ns");

    private static final String EVENTS =
            "select spans.file, trace_id, device, start_ns, coalesce(duration_ns, 0) as ns,"
                    + " start_ns + ns as end_ns, case kind when 'COMMUNICATION' then 'communication' when 'MEMCPY'"
                    + " then 'memcpy' else"
                    + " 'computing' end as work from spans join traces t using (trace_id) where t.complete and "
                    + SpanConditions.ON_DEVICE;

    /** SQL for each event with the latest end of the events before it that do the same kind of work. */
    private static final String REACHED =
            "select *, coalesce(max(end_ns) over (partition by trace_id, device, work order by"
                    + " start_ns, end_ns rows between unbounded preceding and 1 preceding), start_ns) as reached from ("
                    + EVENTS + ")";

    private static final String TIMES =
            "select min(file) as file, trace_id, device, min(start_ns) as p_start_ns, max(end_ns) -"
                    + " min(start_ns) as p_total_ns, " + union("computing") + union("communication") + union("memcpy")
                    + "count(*) as p_device_events, sum(ns) as p_device_events_ns from (" + REACHED
                    + ") group by trace_id, device";

    static final String SQL = "select coalesce(d.file, p.file) as file, coalesce(d.trace_id, p.trace_id) as trace_id,"
            + " coalesce(d.device, p.device) as device, " + String.join(", ", COLUMNS) + ", p_"
            + String.join(", p_", COLUMNS)
            + " from (select d.* from device_stats d join traces t using (trace_id) where t.complete and step is"
            + " null) d full join ("
            + TIMES + ") p on d.trace_id = p.trace_id and d.device is not distinct from p.device";

    private DeviceTimes() {}

    private static String union(String work) {
        return "coalesce(sum(greatest(0, end_ns - greatest(start_ns, reached))) filter (work = '" + work
                + "'), 0) as p_" + work + "_ns, ";
    }
}
