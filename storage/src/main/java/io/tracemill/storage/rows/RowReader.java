package io.tracemill.storage.rows;

import java.util.Optional;

/**
 * A reader of the records of a topic, one at a time. Not thread-safe.
 *
 * @param <A> the record
 * @param <R> the row
 */
public interface RowReader<A, R> {

    /**
     * The rows of a record, all of which are valid; empty for a record that says nothing final.
     *
     * @throws org.apache.kafka.common.errors.SerializationException if the bytes are not a record of the topic
     * @throws IllegalArgumentException if the record contradicts itself, or its run or date cannot name a directory
     */
    Optional<Rows<A, R>> read(byte[] bytes);
}
