package io.tracemill.streams.rollup;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Table of rows by integer key. The keys are dense and from 0, so it is an array. */
final class RowTable<R> {

    private final IntFunction<R> fresh;
    private @Nullable Object[] rows = new @Nullable Object[64];

    RowTable(IntFunction<R> fresh) {
        this.fresh = fresh;
    }

    /** Row of a key; a new one if there is none. */
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

    /** Visits all rows by key. */
    @SuppressWarnings("unchecked")
    void forEach(Consumer<R> action) {
        for (Object row : rows) {
            if (row != null) {
                action.accept((R) row);
            }
        }
    }
}
