package io.tracemill.storage.rows;

import io.tracemill.schemas.flat.StringTable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The source of a column's values. Columns with a row per event use numbers and bytes, so that no object is created per
 * row.
 *
 * @param <A> the record
 * @param <R> the row
 */
public sealed interface ColumnSource<A, R> {

    /** One value that all rows of a record share; null for none. */
    record OfRecord<A, R>(Function<A, @Nullable Object> value) implements ColumnSource<A, R> {
        @Override
        public <D> ColumnSource<A, D> over(Function<D, R> row) {
            return new OfRecord<>(value);
        }
    }

    /** A value of any type for each row; null for none. */
    record OfRow<A, R>(BiFunction<A, R, @Nullable Object> value) implements ColumnSource<A, R> {
        @Override
        public <D> ColumnSource<A, D> over(Function<D, R> row) {
            return new OfRow<>((of, derived) -> value.apply(of, row.apply(derived)));
        }
    }

    /** A number for each row that has one. A boolean is 0 or 1, a double is its raw bits. */
    record Numbers<A, R>(Predicate<R> present, ToLongFunction<R> bits) implements ColumnSource<A, R> {
        @Override
        public <D> ColumnSource<A, D> over(Function<D, R> row) {
            return new Numbers<>(
                    derived -> present.test(row.apply(derived)), derived -> bits.applyAsLong(row.apply(derived)));
        }
    }

    /** A string of a table for each row, by its index. A negative index stands for none. */
    record Texts<A, R>(Function<Rows<A, ?>, StringTable> table, ToIntFunction<R> index) implements ColumnSource<A, R> {
        @Override
        public <D> ColumnSource<A, D> over(Function<D, R> row) {
            return new Texts<>(table, derived -> index.applyAsInt(row.apply(derived)));
        }
    }

    /** A string for each row, as a range of UTF-8 bytes; null for none. */
    record Utf8<A, R>(Function<R, byte @Nullable []> bytes, ToIntFunction<R> offset, ToIntFunction<R> length)
            implements ColumnSource<A, R> {
        @Override
        public <D> ColumnSource<A, D> over(Function<D, R> row) {
            return new Utf8<>(
                    derived -> bytes.apply(row.apply(derived)),
                    derived -> offset.applyAsInt(row.apply(derived)),
                    derived -> length.applyAsInt(row.apply(derived)));
        }
    }

    /** The source for derived rows, each of which was made from one of these rows. */
    <D> ColumnSource<A, D> over(Function<D, R> row);

    /** Whether this source can fill a column of this type. */
    default boolean fits(ColumnType type) {
        if (this instanceof Numbers) {
            return type instanceof ColumnType.Primitive && type != ColumnType.Primitive.STRING;
        }
        return !(this instanceof Texts || this instanceof Utf8) || type == ColumnType.Primitive.STRING;
    }
}
