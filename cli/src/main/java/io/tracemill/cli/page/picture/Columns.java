package io.tracemill.cli.page.picture;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows as arrays of their columns, which compress better than objects. */
final class Columns {

    private Columns() {}

    static <R> void numbers(String name, List<R> rows, ToLongFunction<R> value, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (R row : rows) {
            json.writeNumber(value.applyAsLong(row));
        }
        json.writeEndArray();
    }

    static <R> void texts(String name, List<R> rows, Function<R, @Nullable String> value, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (R row : rows) {
            json.writeString(value.apply(row));
        }
        json.writeEndArray();
    }
}
