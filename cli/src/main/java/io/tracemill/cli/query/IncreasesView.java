package io.tracemill.cli.query;

/**
 * The view {@code telemetry_increases}: what each counter grew by from one reading to the next. It is computed when it
 * is read, in the order of time and per source, so that readings that came late, twice or out of order change nothing.
 * A value below the one before is that of a counter that began anew. Over a gap, nobody knows.
 */
final class IncreasesView {

    /** Name of the view. */
    static final String NAME = "telemetry_increases";

    /** The longest time between two readings over which a counter is followed. */
    private static final long GAP_NANOS = 600_000_000_000L;

    /** Of the readings of a series and a time, the largest counts. */
    private static final String READINGS = """
            readings as (
              select node, device, source, metric, quantity, series_labels, time_ns, min(time) as time, min(date) as date,
                max(value) as value, arg_max(other_labels, value) as other_labels
              from telemetry where kind = 'COUNTER'
              group by node, device, source, metric, quantity, series_labels, time_ns)
            """;

    private static final String FOLLOWED = """
            followed as (
              select *, lag(value) over series as before, time_ns - lag(time_ns) over series as passed_ns
              from readings
              window series as (
                partition by node, device, source, metric, quantity, series_labels order by time_ns))
            """;

    private static final String ROWS = """
            select node, device, source, metric, quantity, series_labels, other_labels, date, time_ns, time, value,
              case when passed_ns <= %1$d then case when value < before then value else value - before end end
                as increase,
              case when passed_ns <= %1$d then passed_ns end as interval_ns,
              coalesce(passed_ns <= %1$d and value < before, false) as is_reset
            from followed
            """.formatted(GAP_NANOS);

    private IncreasesView() {}

    /** Query over the view of the readings. */
    static String query() {
        return "with " + READINGS + ", " + FOLLOWED + ROWS;
    }
}
