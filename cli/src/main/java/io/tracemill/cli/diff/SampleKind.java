package io.tracemill.cli.diff;

/** What a sample is, and how the samples of a run are asked for. */
public enum SampleKind {
    /** A step that is whole, in each recording of it. */
    STEP(
            Shared.WINDOWS
                    + "select sample, place as device, total_ns, computing_ns, exposed_communication_ns, "
                    + "exposed_memcpy_ns, idle_ns from windows order by sample",
            Shared.WINDOWS + """
                    select sample, place as device, coalesce(s.operator, '(unlinked)') as operator, sum(s.duration_ns) as ns
                    from spans s join windows w on s.run = w.run and s.trace_id = w.trace_id and s.step = w.step
                        and s.device is not distinct from w.device
                    where s.run = ? and s.kind in ('KERNEL', 'COMMUNICATION', 'MEMCPY', 'MEMSET')
                    group by all order by sample, operator"""),
    /** A trace. */
    TRACE(
            Shared.WHOLE_TRACES
                    + "select trace_id as sample, place as device, total_ns, computing_ns, exposed_communication_ns, "
                    + "exposed_memcpy_ns, idle_ns from windows order by sample",
            Shared.WHOLE_TRACES + """
                    select trace_id as sample, operator, sum(device_ns) as ns from operator_stats
                    where run = ? and device_ns > 0
                        and trace_id in (select trace_id from windows)
                    group by all
                    union all
                    select trace_id, '(unlinked)', sum(unlinked_ns) from windows group by all having sum(unlinked_ns) > 0
                    order by sample, operator""");

    private final String windows;
    private final String operators;

    SampleKind(String windows, String operators) {
        this.windows = windows;
        this.operators = operators;
    }

    String windows() {
        return windows;
    }

    String operators() {
        return operators;
    }

    /** Beginnings that questions share. */
    private static final class Shared {

        /** The traces of a run; those of one rank are recordings, counted by their start. */
        private static final String RECORDINGS = """
                with recordings as (
                    select run, trace_id, rank,
                        dense_rank() over (partition by rank order by header.first_ns, trace_id) as recording
                    from traces where run = ? and state <> 'BROKEN'
                ), windows as (
                    select d.*, r.recording || '/' || d.step as sample,
                        coalesce(d.rank::varchar, '-') || '/' || coalesce(d.device, '-') as place
                    from device_stats d join recordings r on d.run = r.run and d.trace_id = r.trace_id
                    where %s
                )
                """;

        private static final String WINDOWS = RECORDINGS.formatted("step >= 0 and not truncated");
        private static final String WHOLE_TRACES = RECORDINGS.formatted("step is null");
    }
}
