package io.tracemill.storage.rows;

import io.tracemill.schemas.CounterNames;
import io.tracemill.schemas.flat.Counters;
import io.tracemill.schemas.flat.FlatSpan;
import java.util.Arrays;

/** Span of a collective, with the times among its counters. Used again and again, as spans are. */
final class CollectiveSpan {

    static final CounterColumns TIMES = new CounterColumns(
            CounterNames.ELAPSED_NS,
            CounterNames.TRANSIT_NS,
            CounterNames.WAIT_NS,
            CounterNames.SYNCHRONIZATION_NS,
            CounterNames.IDLE_NS);

    private FlatSpan span = new FlatSpan();
    private final double[] times = TIMES.values();

    void set(FlatSpan of) {
        span = of;
        Arrays.fill(times, CounterColumns.NONE);
        Counters counters = new Counters(of.event);
        while (counters.next()) {
            int time = TIMES.indexOf(counters);
            if (time >= 0) {
                times[time] = counters.value();
            }
        }
    }

    FlatSpan span() {
        return span;
    }

    double[] times() {
        return times;
    }
}
