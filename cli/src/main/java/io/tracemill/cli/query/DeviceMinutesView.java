package io.tracemill.cli.query;

/**
 * The view {@code device_minutes}: a row per device and minute in which it was read, with the run that it worked for.
 * Traces say for whom a device works while they last. Before and after them it most likely works for the same run, until
 * a trace of another one begins; this is believed for a day.
 */
final class DeviceMinutesView {

    /** Name of the view. */
    static final String NAME = "device_minutes";

    /** The longest time before or after a trace for which its run is believed to have the device. */
    private static final long BELIEVED_NANOS = 86_400_000_000_000L;

    private static final String MINUTES = """
            minutes as (
              select node, device, date, start_ns, any_value(duration_ns) as duration_ns,
                100 * max(mean) filter (quantity = 'hw.gpu.utilization') as utilization_pct
              from device_health where device is not null group by node, device, date, start_ns)
            """;

    /** Of traces of two runs that begin at the same time, the first by name counts. */
    private static final String PLACED = """
            placed as (
              select h.node, h.device, p.from_ns, min({'run': p.run, 'rank': p.rank}) as who, max(p.to_ns) as to_ns
              from (
                select node, telemetry_device as device, run, rank, start_ns as from_ns, start_ns + duration_ns as to_ns
                from trace_telemetry where telemetry_device is not null and step is null
                union
                select node, device, run, rank, valid_from_ns, valid_to_ns from placements where mapped) p
              join (select distinct node, device from device_health) h
                on p.device = h.device and (p.node is null or p.node = h.node)
              group by all)
            """;

    private static final String AROUND = """
            around as (
              select m.*,
                case when m.start_ns - before.to_ns <= %1$d then before.who
                  when after.from_ns - m.start_ns <= %1$d then after.who end as who
              from minutes m
              asof left join placed before on m.node = before.node and m.device = before.device
                and m.start_ns + m.duration_ns > before.from_ns
              asof left join placed after on m.node = after.node and m.device = after.device
                and m.start_ns + m.duration_ns <= after.from_ns)
            """.formatted(BELIEVED_NANOS);

    private static final String ROWS = """
            select node, device, date, start_ns, duration_ns, who.run as run, who.rank as rank, utilization_pct from around
            """;

    private DeviceMinutesView() {}

    /** Query over the views of the datasets. */
    static String query() {
        return "with " + String.join(", ", MINUTES, PLACED, AROUND) + ROWS;
    }
}
