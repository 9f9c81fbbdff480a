package io.tracemill.cli.report.sheet;

import org.jspecify.annotations.Nullable;

/**
 * A value that people call by a name of its own.
 *
 * @param value as programs see it, such as {@code SYNC_BOUND}, or null for the whole of something
 * @param name as people read it, such as {@code synchronisation}, or {@code all}
 */
public record Named(@Nullable Object value, String name) {

    /** The value as programs see it, of any cell. */
    public static @Nullable Object valueOf(@Nullable Object cell) {
        return cell instanceof Named named ? named.value() : cell;
    }
}
