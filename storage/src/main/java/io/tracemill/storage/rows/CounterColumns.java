package io.tracemill.storage.rows;

import static io.tracemill.storage.rows.ColumnType.Primitive.INT64;

import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.flat.Counters;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The columns for counters whose values are whole numbers. A row holds their values in the order of their names. */
final class CounterColumns {

    /** The value of an absent counter. */
    static final double NONE = Double.NaN;

    private final List<String> names;
    private final byte[][] bytes;

    CounterColumns(String... names) {
        this.names = List.of(names);
        this.bytes = Arrays.stream(names)
                .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    /** A new array for the values of a row. */
    double[] values() {
        double[] values = new double[bytes.length];
        Arrays.fill(values, NONE);
        return values;
    }

    /** The index of a counter's name; -1 if it has no column. */
    int indexOf(Counters counter) {
        for (int i = 0; i < bytes.length; i++) {
            if (counter.isNamed(bytes[i])) {
                return i;
            }
        }
        return -1;
    }

    <R> List<Column<SpanBatch, R>> columns(Function<R, double[]> values) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> whole(names.get(i), (R row) -> values.apply(row)[i]))
                .toList();
    }

    /** A column for a number, which is rounded to a whole one. It is null where the number is not finite. */
    static <R> Column<SpanBatch, R> whole(String name, ToDoubleFunction<R> value) {
        return Column.optional(
                name,
                INT64,
                new ColumnSource.Numbers<>(
                        row -> Double.isFinite(value.applyAsDouble(row)), row -> Math.round(value.applyAsDouble(row))));
    }
}
