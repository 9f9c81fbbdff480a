package io.tracemill.streams.rollup;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows by a small integer key: an array, since keys are dense. */
final class RowTable<R> {

    private final IntFunction<R> fresh;
    private @Nullable Object[] rows = new @Nullable Object[64];

    RowTable(IntFunction<R> fresh) {
        this.fresh = fresh;
    }

    /** The row of a key; a fresh one if there is none. */
    @SuppressWarnings("unchecked")
    R at(int key) {
        if (key >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(key + 1, 2 * rows.length));
        }
        Object row = rows[key];
        if (row == null) {
            row = fresh.apply(key);
            rows[key] = row;
        }
        return (R) row;
    }

    /** All rows there are, by key. */
    @SuppressWarnings("unchecked")
    void forEach(Consumer<R> action) {
        for (Object row : rows) {
            if (row != null) {
                action.accept((R) row);
            }
        }
    }
}
