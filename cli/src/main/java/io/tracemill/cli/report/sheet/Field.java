package io.tracemill.cli.report.sheet;

import org.jspecify.annotations.Nullable;

/**
 * One thing that can be said of a row.
 *
 * @param key its name for programs
 * @param unit what its values are
 * @param shape how many values a row has
 * @param meaning what it says, as a sentence for the reference
 * @param value reads it from a row
 * @param <R> the row as it was read
 */
public record Field<R>(String key, Unit unit, Shape shape, String meaning, Value<R> value) {

    /** Reads a value from a row. */
    @FunctionalInterface
    public interface Value<R> {
        /** What a cell of it holds; null where the row does not say. */
        @Nullable
        Object of(R row);
    }
}
