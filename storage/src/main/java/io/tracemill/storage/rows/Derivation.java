package io.tracemill.storage.rows;

/**
 * A derivation of rows of one dataset from rows of another. The derived rows of a record depend on nothing but the
 * record, so that a record that is read again gives the same rows. Not thread-safe.
 *
 * @param <A> the record
 * @param <R> the row of the other dataset
 * @param <D> the derived row
 */
public interface Derivation<A, R, D> {

    /**
     * The derived rows of a record, possibly none. They hold until the next call, and no longer than the given rows.
     */
    Rows<A, D> rows(Rows<A, R> of);
}
