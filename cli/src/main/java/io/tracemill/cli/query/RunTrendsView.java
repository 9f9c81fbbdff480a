package io.tracemill.cli.query;

import io.tracemill.schemas.BottleneckClass;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The view {@code run_trends}: a row per run and date, with what changes from day to day. It is made of whole steps; of a
 * trace without any, the whole window counts for the shares.
 */
final class RunTrendsView {

    /** Name of the view. */
    static final String NAME = "run_trends";

    /** Each trace, and how many of its rank came before it that day. */
    private static final String RECORDINGS = """
            recordings as (
              select run, date, trace_id,
                dense_rank() over (partition by run, date, rank order by start_time, trace_id) as recording
              from traces where state <> 'BROKEN')
            """;

    private static final String WINDOWS = """
            windows as (
              select d.run, d.date, r.recording, d.trace_id, d.step, d.total_ns, d.computing_ns,
                d.exposed_communication_ns, d.exposed_memcpy_ns, d.idle_ns, d.work.mfu_pct as mfu_pct, b.bottleneck
              from device_stats d join recordings r using (run, date, trace_id)
              left join bottlenecks b on b.run = d.run and b.date = d.date and b.trace_id = d.trace_id
                and b.rank is not distinct from d.rank and b.device is not distinct from d.device
                and b.step is not distinct from d.step
              where d.total_ns > 0 and (d.step is null or d.step >= 0 and not d.truncated)
              qualify d.step is not null or max(d.step) over (partition by d.run, d.date, d.trace_id) is null)
            """;

    private static final String STEPPED = """
            stepped as (
              select run, date, count(distinct step) as steps, median(length)::bigint as step_ns
              from (select run, date, recording, step, max(total_ns) as length
                from windows where step is not null group by all)
              group by run, date)
            """;

    private static final String SPLIT = """
            split as (
              select run, date, sum(total_ns)::bigint as recorded_ns,
                (median(computing_ns) filter (step is not null))::bigint as computing_ns,
                (median(exposed_communication_ns) filter (step is not null))::bigint as exposed_communication_ns,
                (median(exposed_memcpy_ns) filter (step is not null))::bigint as exposed_memcpy_ns,
                (median(idle_ns) filter (step is not null))::bigint as idle_ns,
                sum(mfu_pct * total_ns) / sum(total_ns) filter (mfu_pct is not null) as mfu_pct,
                100 - 100 * sum(computing_ns) / sum(total_ns) as stalled_pct,
                %s
              from windows group by run, date)
            """.formatted(shares(BottleneckClass.values()));

    /** An alert about a run, or about a device or its node while it worked for the run. */
    private static final String ALARMED = """
            alarmed as (
              select run, date, count(distinct (rule, subject, since_ns)) as alerts from (
                select run, date, rule, subject, since_ns from alerts where state = 'FIRING' and run is not null
                union all
                select m.run, a.date, a.rule, a.subject, a.since_ns
                from (select a.date, a.rule, a.subject, a.since_ns, a.time_ns, d.node, d.device
                  from alerts a join (select distinct node, device from device_health where device is not null) d
                    on a.node = d.node and (a.device is null or a.device = d.device)
                  where a.state = 'FIRING' and a.run is null) a
                asof join device_minutes m on a.node = m.node and a.device = m.device and a.time_ns > m.start_ns)
              where run is not null group by run, date)
            """;

    private static final String ROWS = """
            select run, date, traces, steps, step_ns, computing_ns, exposed_communication_ns, exposed_memcpy_ns, idle_ns,
              mfu_pct, compute_bound_pct, memory_bound_pct, communication_bound_pct, sync_bound_pct, balanced_pct,
              stalled_pct, recorded_ns, coalesce(alerts, 0) as alerts
            from (select run, date, count(*) as traces from recordings group by run, date)
            left join stepped using (run, date) left join split using (run, date) left join alarmed using (run, date)
            order by run, date
            """;

    private RunTrendsView() {}

    private static String shares(BottleneckClass... bottlenecks) {
        return Stream.of(bottlenecks)
                .map(bottleneck -> "100 * coalesce(sum(total_ns) filter (bottleneck = '" + bottleneck
                        + "'), 0) / sum(total_ns) as " + bottleneck.name().toLowerCase(Locale.ROOT) + "_pct")
                .collect(Collectors.joining(",\n    "));
    }

    /** Query over the views of the datasets and that of the minutes of devices. */
    static String query() {
        return "with " + String.join(", ", RECORDINGS, WINDOWS, STEPPED, SPLIT, ALARMED) + ROWS;
    }
}
