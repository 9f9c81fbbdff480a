package io.tracemill.streams;

/**
 * The work of one part of a topology on one partition, from an initialisation by Kafka Streams to the next. What it keeps in
 * the heap is a copy of what its store says, so another task can go on from the store.
 *
 * @param <V> type of the records' values
 */
interface Task<V> {

    /**
     * Takes the next record.
     *
     * @param appendMillis when the record was appended, in ms since 1970
     */
    void process(V value, long appendMillis);

    /**
     * Ends what has waited too long; called every 30 s at the least.
     *
     * @param nowMillis the time of the partition, in ms since 1970
     */
    void checkIdle(long nowMillis);

    /** Forgets what is counted of this task. */
    default void close() {}
}
