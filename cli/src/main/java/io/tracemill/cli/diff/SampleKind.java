package io.tracemill.cli.diff;

import io.tracemill.storage.rows.SpanConditions;

/**
 * What a sample is, and how the samples of both runs are asked for. Each question takes the traces of the first run and
 * those of the second, separated by blanks; all but that for the windows then take the names of the two runs.
 */
public enum SampleKind {
    /** A step that is whole, in each recording of it. */
    STEP("step >= 0 and not truncated", "r.recording || '/' || d.step", SpanSql.OF_STEPS),
    /** A recording: one trace of each rank. The ranks wait for one another, so they are not independent. */
    TRACE("step is null", "r.recording::varchar", SpanSql.OF_TRACES);

    private final String windows;
    private final String spans;

    SampleKind(String rows, String sample, String spans) {
        this.windows = SpanSql.WINDOWS.formatted(sample, rows);
        this.spans = spans;
    }

    /** Windows of the devices: {@code side, sample, device} and the times of {@code device_stats}. */
    String windows() {
        return windows + """
                select side, sample, place as device, total_ns, computing_ns, exposed_communication_ns,
                    exposed_memcpy_ns, idle_ns
                from windows order by side, sample, device""";
    }

    /** Time of each operator on each device: {@code side, sample, device, name, ns}. */
    String operators() {
        if (this == TRACE) {
            return windows + """
                    select side, sample, '' as device, coalesce(o.operator, '(unlinked)') as name, sum(o.device_ns) as ns
                    from operator_stats o join recordings using (run, trace_id) join traced using (trace_id)
                    where o.run in (?, ?) and o.device_ns > 0 group by all
                    union all
                    select side, sample, '', '(unlinked)', sum(unlinked_ns) from windows
                    group by all having sum(unlinked_ns) > 0
                    order by side, sample, name""";
        }
        return windows + spans + """
                select side, sample, place as device, coalesce(operator, '(unlinked)') as name, sum(duration_ns) as ns
                from events group by all order by side, sample, device, name""";
    }

    /** Time and median duration of the calls of each kernel: {@code side, sample, name, ns, p50_ns}. */
    String kernels() {
        if (this == TRACE) {
            return windows + """
                    select side, sample, k.kernel as name, sum(k.total_ns) as ns,
                        sum(k.p50_ns * k.count) / sum(k.count) as p50_ns
                    from kernel_stats k join recordings using (run, trace_id) join traced using (trace_id)
                    where k.run in (?, ?) group by all order by side, sample, name""";
        }
        return windows + spans + """
                select side, sample, name, sum(duration_ns) as ns, quantile_disc(duration_ns, 0.5) as p50_ns
                from events group by all order by side, sample, name""";
    }

    /**
     * Time and median device time of the calls of each operator with inputs of each shape: as {@link #kernels}. Only of
     * traces all of whose spans were written, and of shapes with at least this share, in percent, in one of the runs.
     */
    String shapes(double minShare) {
        return windows + spans + SpanSql.CALLS + """
                , totals as (
                    select side, sum(duration_ns) * %s / 100 as least from events group by side
                ), large as (
                    select distinct name from (select side, name, sum(ns) as ns from calls group by all)
                        join totals using (side) where ns >= least
                )
                select side, sample, name, sum(ns) as ns, quantile_disc(ns, 0.5) as p50_ns
                from calls join large using (name) group by all order by side, sample, name""".formatted(minShare);
    }

    /**
     * What a sample worked on: {@code side, sample, work}, where {@code work} is the same if the same operators had
     * inputs of the same shapes. Operators that only one run has do not count.
     */
    String work() {
        return windows + spans + SpanSql.CALLS + """
                , shared as (select operator from calls group by operator having count(distinct side) = 2)
                select side, sample, md5(string_agg(name, ' ' order by name)) as work
                from (select distinct side, sample, name from calls join shared using (operator))
                group by all order by side, sample""";
    }

    /** Beginnings that questions share. */
    private static final class SpanSql {

        /** The traces of both runs; those of one rank are recordings, counted by their start. */
        private static final String WINDOWS = """
                with picked as (
                    select 0 as side, unnest(string_split(?, ' ')) as trace_id
                    union all select 1, unnest(string_split(?, ' '))
                ), recordings as (
                    select side, t.run, t.trace_id, t.rank, t.spans = t.spans_written as whole,
                        dense_rank() over (partition by side, t.rank order by t.header.first_ns, t.trace_id) as recording
                    from traces t join picked p on t.trace_id = p.trace_id
                ), windows as (
                    select d.*, r.side, r.whole, %s as sample,
                        coalesce(d.rank::varchar, '-') || '/' || coalesce(d.device, '-') as place
                    from device_stats d join recordings r on d.run = r.run and d.trace_id = r.trace_id
                    where %s
                ), traced as (
                    select distinct trace_id, sample from windows
                )
                """;

        private static final String EVENTS = """
                , events as (
                    select w.side, w.sample, w.place, s.run, s.trace_id, s.name, s.operator, s.owner_id, s.duration_ns
                    from spans s join windows w on s.run = w.run and s.trace_id = w.trace_id
                        and s.device is not distinct from w.device %1$s
                    where s.run in (?, ?) and w.whole and s.%2$s
                )
                """;

        private static final String OF_STEPS = EVENTS.formatted("and s.step = w.step", SpanConditions.ON_DEVICE);
        private static final String OF_TRACES = EVENTS.formatted("", SpanConditions.ON_DEVICE);

        private static final String CALLS = """
                , owned as (
                    select side, sample, run, trace_id, owner_id, sum(duration_ns) as ns
                    from events where owner_id is not null group by all
                ), calls as (
                    select side, sample, o.name as operator, o.name || ' ' || o.input_dims as name, ns
                    from owned join spans o on owned.run = o.run and owned.trace_id = o.trace_id
                        and owned.owner_id = o.span_id
                    where o.input_dims is not null
                )
                """;
    }
}
