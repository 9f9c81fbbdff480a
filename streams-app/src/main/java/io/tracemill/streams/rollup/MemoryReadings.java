package io.tracemill.streams.rollup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tracemill.schemas.CounterNames;
import io.tracemill.schemas.flat.Counters;
import io.tracemill.schemas.flat.FlatEvent;

/** What the counters of an event say of memory, in bytes; {@link MemoryWindow#NONE} for what they do not say. */
final class MemoryReadings {

    /** Sizes from which on a number is no size of memory: 64 TiB. Sums of smaller ones do not overflow. */
    static final long IMPLAUSIBLE = 1L << 46;

    private static final byte[] ALLOCATED = CounterNames.ALLOCATED_BYTES.getBytes(US_ASCII);
    private static final byte[] RESERVED = CounterNames.RESERVED_BYTES.getBytes(US_ASCII);

    private long allocated;
    private long reserved;

    /** Reads the counters of the next event. */
    void read(FlatEvent event) {
        allocated = MemoryWindow.NONE;
        reserved = MemoryWindow.NONE;
        Counters counters = new Counters(event);
        while (counters.next()) {
            if (counters.isNamed(ALLOCATED)) {
                allocated = size(counters.value());
            } else if (counters.isNamed(RESERVED)) {
                reserved = size(counters.value());
            }
        }
    }

    private static long size(double bytes) {
        return bytes >= 0 && bytes < IMPLAUSIBLE ? Math.round(bytes) : MemoryWindow.NONE;
    }

    long allocated() {
        return allocated;
    }

    long reserved() {
        return reserved;
    }
}
