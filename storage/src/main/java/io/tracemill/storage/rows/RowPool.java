package io.tracemill.storage.rows;

import java.util.Arrays;
import java.util.function.Supplier;

/** A pool of derived rows, which are reused for each record. */
final class RowPool<D> {

    private final Supplier<D> fresh;
    private D[] rows;
    private int size;

    @SuppressWarnings("unchecked") // the array is never seen as one of another type
    RowPool(Supplier<D> fresh) {
        this.fresh = fresh;
        this.rows = (D[]) new Object[0];
    }

    /** Begins the next record: all rows may be reused. */
    void clear() {
        size = 0;
    }

    /** The next row, which may still hold values of an earlier record. */
    D next() {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, Math.max(64, size * 2));
            for (int i = size; i < rows.length; i++) {
                rows[i] = fresh.get();
            }
        }
        return rows[size++];
    }

    /** The rows taken since {@link #clear}, as rows of this record. */
    <A> Rows<A, D> of(Rows<A, ?> record) {
        return record.with(rows, size);
    }
}
