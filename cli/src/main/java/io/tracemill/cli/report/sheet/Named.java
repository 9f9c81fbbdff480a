package io.tracemill.cli.report.sheet;

import org.jspecify.annotations.Nullable;

/**
 * Value with a name for people.
 *
 * @param value value for programs, such as {@code SYNC_BOUND}, or null
 * @param name name for people, such as {@code synchronisation}, or {@code all} for null
 */
public record Named(@Nullable Object value, String name) {

    /** Value for programs of any cell. */
    public static @Nullable Object valueOf(@Nullable Object cell) {
        return cell instanceof Named named ? named.value() : cell;
    }
}
