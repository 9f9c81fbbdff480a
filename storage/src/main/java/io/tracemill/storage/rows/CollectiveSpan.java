package io.tracemill.storage.rows;

import io.tracemill.schemas.CollectiveKind;
import io.tracemill.schemas.CounterNames;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.Counters;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.schemas.flat.FlatSpan;
import io.tracemill.schemas.flat.StringTable;
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
    private double algorithmBandwidth = Double.NaN;
    private double busBandwidth = Double.NaN;

    /** Sets the span of a batch with these strings. */
    void set(FlatSpan of, StringTable strings) {
        span = of;
        setBandwidth(strings);
        Arrays.fill(times, CounterColumns.NONE);
        Counters counters = new Counters(of.event);
        while (counters.next()) {
            int time = TIMES.indexOf(counters);
            if (time >= 0) {
                times[time] = counters.value();
            }
        }
    }

    /** Over the whole duration, in which the collective may also have waited; bytes for each ns are GB/s. */
    private void setBandwidth(StringTable strings) {
        FlatEvent event = span.event;
        int name = event.text(Attribute.COLLECTIVE_NAME);
        CollectiveKind kind = name == FlatEvent.NONE ? null : CollectiveKind.of(strings.text(name));
        long processes = numberOr(Attribute.COLLECTIVE_GROUP_SIZE, 0);
        long bytes = kind == null
                ? -1
                : kind.bytes(
                        numberOr(Attribute.COLLECTIVE_MESSAGE_BYTES, -1),
                        numberOr(Attribute.COLLECTIVE_OUTPUT_BYTES, -1),
                        processes);
        algorithmBandwidth =
                bytes < 0 || event.durationOrZero() <= 0 ? Double.NaN : (double) bytes / event.durationOrZero();
        busBandwidth = kind == null || processes <= 0 ? Double.NaN : algorithmBandwidth * kind.busFactor(processes);
    }

    private long numberOr(Attribute attribute, long absent) {
        return span.event.has(attribute) ? span.event.number(attribute) : absent;
    }

    /** Bytes for each ns of the duration; NaN if unknown. */
    double algorithmBandwidth() {
        return algorithmBandwidth;
    }

    /** Algorithm bandwidth times the factor of the collective and the group; NaN if unknown. */
    double busBandwidth() {
        return busBandwidth;
    }

    FlatSpan span() {
        return span;
    }

    double[] times() {
        return times;
    }
}
