package io.tracemill.storage.rows;

import java.util.Arrays;
import java.util.function.Supplier;

/** Derived rows of one record, which are used again for the next one. */
final class RowPool<D> {

    private final Supplier<D> fresh;
    private D[] rows;
    private int size;

    @SuppressWarnings("unchecked") // the array is never seen as one of another type
    RowPool(Supplier<D> fresh) {
        this.fresh = fresh;
        this.rows = (D[]) new Object[0];
    }

    /** Begins with the next record: all rows may be used again. */
    void clear() {
        size = 0;
    }

    /** One more row, which may hold what it held for the record before. */
    D next() {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, Math.max(64, size * 2));
            for (int i = size; i < rows.length; i++) {
                rows[i] = fresh.get();
            }
        }
        return rows[size++];
    }

    /** The rows since {@link #clear}, as rows of this record. */
    <A> Rows<A, D> of(Rows<A, ?> record) {
        return record.with(rows, size);
    }
}
