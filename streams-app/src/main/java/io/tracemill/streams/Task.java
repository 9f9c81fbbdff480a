package io.tracemill.streams;

/**
 * Work of one part of a topology on one partition. It begins when Kafka Streams initialises the processor and ends at
 * the next initialisation. State in the heap is a copy of the state in the store, so that another task can continue
 * from the store.
 *
 * @param <V> type of the records' values
 */
interface Task<V> {

    /**
     * Processes the next record.
     *
     * @param appendMillis append time of the record, in ms since 1970
     */
    void process(V value, long appendMillis);

    /**
     * Ends traces or runs that have waited too long. Called at least every 30 s, once the partition has a time.
     *
     * @param nowMillis time of the partition, in ms since 1970
     */
    void checkIdle(long nowMillis);

    /** Removes the gauges of this task. */
    default void close() {}
}
