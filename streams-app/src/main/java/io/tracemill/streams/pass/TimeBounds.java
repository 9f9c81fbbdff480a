package io.tracemill.streams.pass;

import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import org.jspecify.annotations.Nullable;

/**
 * Bounds on the times of a trace within which no end and no difference of two times overflows: starts and submissions
 * within {@value #FARTHEST} ns (146 years) of 1970 and of the first event, durations up to 2^55 ns (417 days).
 */
final class TimeBounds {

    private static final long FARTHEST = 1L << 62;
    private static final long LONGEST = 1L << 55;

    private @Nullable Long firstNanos;

    /** What is wrong with the times of an event; null if they are within the bounds. */
    @Nullable
    String faultOf(FlatEvent event) {
        long start = event.startNanos();
        if (!isNear(start) || (event.has(Attribute.SUBMIT_NS) && !isNear(event.number(Attribute.SUBMIT_NS)))) {
            return "an event starts at " + start + " ns, or was submitted then: more than 146 years from 1970";
        }
        long duration = event.durationOrZero();
        if (duration < 0 || duration > LONGEST) {
            return "an event lasts " + duration + " ns, which is below 0 or more than a year";
        }
        Long first = firstNanos;
        if (first == null) {
            firstNanos = start;
            return null;
        }
        return isNear(start - first) ? null : "an event starts at " + start + " ns, the first one at " + first + " ns";
    }

    private static boolean isNear(long nanos) {
        return -FARTHEST < nanos && nanos < FARTHEST;
    }

    /** Start of the first event, in ns; null before it came. */
    @Nullable
    Long firstNanos() {
        return firstNanos;
    }

    void restore(@Nullable Long nanos) {
        firstNanos = nanos;
    }
}
