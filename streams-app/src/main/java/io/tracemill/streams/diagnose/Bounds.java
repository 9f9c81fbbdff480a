package io.tracemill.streams.diagnose;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that a value is compared with; one that is null is not asked.
 *
 * @param above what it must be above
 * @param below what it must be below
 * @param equals what it must be equal to
 * @param bits bits of which it must have one
 */
record Bounds(
        @Nullable Double above,
        @Nullable Double below,
        @Nullable Double equals,
        @Nullable Long bits) {

    /** No bounds. */
    static final Bounds NONE = new Bounds(null, null, null, null);

    /** Whether nothing is asked. */
    boolean isEmpty() {
        return equals(NONE);
    }

    /** Whether a value is within. */
    boolean hold(double value) {
        return (above == null || value > above)
                && (below == null || value < below)
                && (equals == null || value == equals)
                && (bits == null || ((long) value & bits) != 0);
    }

    /** The bounds in words. */
    String text() {
        StringBuilder text = new StringBuilder();
        append(text, "above", above);
        append(text, "below", below);
        append(text, "equal to", equals);
        if (bits != null) {
            text.append(text.length() == 0 ? "" : " and ")
                    .append(String.format(Locale.ROOT, "has one of the bits 0x%x", bits));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String word, @Nullable Double bound) {
        if (bound != null) {
            text.append(text.length() == 0 ? "" : " and ")
                    .append(word)
                    .append(' ')
                    .append(bound == Math.rint(bound) ? Long.toString(bound.longValue()) : bound.toString());
        }
    }
}
