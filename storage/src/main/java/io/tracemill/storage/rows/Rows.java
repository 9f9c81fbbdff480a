package io.tracemill.storage.rows;

import io.tracemill.schemas.flat.StringTable;
import java.util.List;

/**
 * The rows of one record, with the partition of the archive that they belong to. They hold until the next record is
 * read.
 *
 * @param <A> the record
 * @param <R> the row
 */
public final class Rows<A, R> {

    private static final StringTable NO_STRINGS = StringTable.of(List.of());

    private final A record;
    private final HivePartition partition;
    private final StringTable strings;
    private final R[] rows;
    private final int size;

    /** The first {@code size} of these rows, whose indexes refer to these strings. */
    Rows(A record, HivePartition partition, StringTable strings, R[] rows, int size) {
        this.record = record;
        this.partition = partition;
        this.strings = strings;
        this.rows = rows;
        this.size = size;
    }

    /** The only row of a record that is itself a row. */
    @SuppressWarnings("unchecked") // the array is never seen from outside
    public static <A> Rows<A, A> of(A record, HivePartition partition) {
        return new Rows<>(record, partition, NO_STRINGS, (A[]) new Object[] {record}, 1);
    }

    /** The rows of a record that holds a list of them. */
    @SuppressWarnings("unchecked") // the array is never seen from outside
    public static <A, R> Rows<A, R> of(A record, HivePartition partition, StringTable strings, List<R> rows) {
        return new Rows<>(record, partition, strings, (R[]) rows.toArray(), rows.size());
    }

    /** Derived rows of this record. */
    <D> Rows<A, D> with(D[] derived, int derivedSize) {
        return new Rows<>(record, partition, strings, derived, derivedSize);
    }

    /** The record, without its list of rows if it has one. */
    public A record() {
        return record;
    }

    /** The partition that the rows belong to. */
    public HivePartition partition() {
        return partition;
    }

    /** The strings that the rows refer to. */
    public StringTable strings() {
        return strings;
    }

    /** The number of rows, possibly 0. */
    public int size() {
        return size;
    }

    /** The row at an index. */
    public R row(int index) {
        return rows[index];
    }
}
