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

/** Counters that have a column of whole numbers each. A row holds their values in the order of their names. */
final class CounterColumns {

    /** Value of a counter that is not there. */
    static final double NONE = Double.NaN;

    private final List<String> names;
    private final byte[][] bytes;

    CounterColumns(String... names) {
        this.names = List.of(names);
        this.bytes = Arrays.stream(names)
                .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    /** Room for the values of a row. */
    double[] values() {
        double[] values = new double[bytes.length];
        Arrays.fill(values, NONE);
        return values;
    }

    /** The place of a counter's name, -1 if it has no column. */
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

    /** A column of a number that is rounded to a whole one, and null where it is no finite number. */
    static <R> Column<SpanBatch, R> whole(String name, ToDoubleFunction<R> value) {
        return Column.optional(
                name,
                INT64,
                new ColumnSource.Numbers<>(
                        row -> Double.isFinite(value.applyAsDouble(row)), row -> Math.round(value.applyAsDouble(row))));
    }
}
