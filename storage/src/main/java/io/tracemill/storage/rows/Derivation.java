package io.tracemill.storage.rows;

/**
 * Makes rows of one dataset from those of another. What a record gives depends on nothing but the record, so that one
 * that is read again gives the same rows. Not thread-safe.
 *
 * @param <A> the record
 * @param <R> the row of the other dataset
 * @param <D> the derived row
 */
public interface Derivation<A, R, D> {

    /** The derived rows of a record; 0 is possible. They hold until the next call, and no longer than the rows given. */
    Rows<A, D> rows(Rows<A, R> of);
}
