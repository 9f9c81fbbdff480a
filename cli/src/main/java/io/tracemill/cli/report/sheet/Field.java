package io.tracemill.cli.report.sheet;

import org.jspecify.annotations.Nullable;

/**
 * Field: a named value that rows of one kind have.
 *
 * @param key name for programs
 * @param unit unit of the values
 * @param shape number of values in a row
 * @param meaning meaning of the values, a sentence for the reference
 * @param value reads the value from a row
 * @param <R> type of the row
 */
public record Field<R>(String key, Unit unit, Shape shape, String meaning, Value<R> value) {

    /** Reader of a value. */
    @FunctionalInterface
    public interface Value<R> {
        /** Content of the cell, see {@link Row#cells}; null if the row has no value. */
        @Nullable
        Object of(R row);
    }
}
