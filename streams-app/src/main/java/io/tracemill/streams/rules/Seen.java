package io.tracemill.streams.rules;

import org.jspecify.annotations.Nullable;

/**
 * What a window says of a subject.
 *
 * @param value the value; null if there was no data, or too little
 * @param counts whether what must hold for the value to count does hold
 * @param baseline what the value was in the hour before; null if that is not known, or not asked
 */
public record Seen(
        @Nullable Double value, boolean counts, @Nullable Double baseline) {

    /** Nothing was read. */
    public static final Seen NOTHING = new Seen(null, true, null);
}
