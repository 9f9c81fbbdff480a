package io.tracemill.schemas;

import org.jspecify.annotations.NullMarked;

/** Names of the counters that ingest itself gives to events, in the same words for every profiler. */
@NullMarked
public final class CounterNames {

    /** Memory allocated in all, in bytes. */
    public static final String ALLOCATED_BYTES = "allocated_bytes";

    /** Memory reserved in all, in bytes. */
    public static final String RESERVED_BYTES = "reserved_bytes";

    /** Memory in use in all, in bytes. */
    public static final String ACTIVE_BYTES = "active_bytes";

    /** Time of a collective from begin to end, in ns. */
    public static final String ELAPSED_NS = "elapsed_ns";

    /** Time of a collective in which data moved, in ns. */
    public static final String TRANSIT_NS = "transit_ns";

    /** Time of a collective in which it waited for other processes, in ns. */
    public static final String WAIT_NS = "wait_ns";

    /** Part of the wait before the first transfer of a collective, in ns. */
    public static final String SYNCHRONIZATION_NS = "synchronization_ns";

    /** Time of a collective in which neither happened, in ns. */
    public static final String IDLE_NS = "idle_ns";

    /** Bytes that went over a link; the name of the link comes before it. */
    public static final String OF_LINK_TRANSIT_BYTES = ":transit_bytes";

    /** Time of the transfers over a link, in ns; the name of the link comes before it. */
    public static final String OF_LINK_TRANSIT_NS = ":transit_ns";

    /** Bandwidth of a link, in GB/s; the name of the link comes before it. */
    public static final String OF_LINK_BANDWIDTH = ":bandwidth_gb_per_s";

    private CounterNames() {}
}
