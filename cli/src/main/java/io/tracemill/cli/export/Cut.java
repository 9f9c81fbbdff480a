package io.tracemill.cli.export;

import java.util.List;

/**
 * Part of a trace, in ns as in its rows. Events of which at least an instant is in it belong to it.
 *
 * @param fromNanos first instant
 * @param toNanos first instant after it
 */
public record Cut(long fromNanos, long toNanos) {

    /** A whole trace. */
    public static final Cut WHOLE = new Cut(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Condition in SQL for rows with a start and an end, with places for {@link #bounds}. */
    static final String CONDITION = "start_ns < ?::bigint and (end_ns > ?::bigint or start_ns >= ?::bigint)";

    /** Checks that there is an instant in it. */
    public Cut {
        if (fromNanos >= toNanos) {
            throw new IllegalArgumentException(
                    "a cut must end after it begins but goes from " + fromNanos + " to " + toNanos);
        }
    }

    /** Texts for the places in {@link #CONDITION}. */
    List<String> bounds() {
        String from = Long.toString(fromNanos);
        return List.of(Long.toString(toNanos), from, from);
    }

    /** Whether an event belongs to it. */
    boolean has(long startNanos, long endNanos) {
        return startNanos < toNanos && (endNanos > fromNanos || startNanos >= fromNanos);
    }

    /** The instant of it that is nearest to another one. */
    long nearest(long nanos) {
        return Math.max(fromNanos, Math.min(toNanos, nanos));
    }
}
