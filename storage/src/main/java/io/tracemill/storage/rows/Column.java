package io.tracemill.storage.rows;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of a dataset.
 *
 * @param name in snake_case; where the value is a field of the Avro record, the name of that field
 * @param shape what its values look like
 * @param optional whether the value may be null
 * @param repeats whether values are expected to repeat, so that a dictionary of them pays; not so for times and ids
 * @param value the value in a row
 * @param <R> the row
 */
public record Column<R>(
        String name, Shape shape, boolean optional, boolean repeats, Function<R, @Nullable Object> value) {

    /** Checks the name. */
    public Column {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("column name must be snake_case but was \"" + name + "\"");
        }
    }

    static <R> Column<R> of(String name, Shape shape, Function<R, @Nullable Object> value) {
        return new Column<>(name, shape, false, repeats(name), value);
    }

    static <R> Column<R> optional(String name, Shape shape, Function<R, @Nullable Object> value) {
        return new Column<>(name, shape, true, repeats(name), value);
    }

    /** Times, ids and the leftover arguments differ from row to row; the trace's id is the same in all of them. */
    static boolean repeats(String name) {
        return !(name.endsWith("_ns")
                || name.endsWith("_time")
                || name.equals("time")
                || name.equals("correlation_id")
                || name.equals("external_id")
                || name.equals("args"));
    }
}
