package io.tracemill.streams.rollup;

import io.tracemill.streams.state.AllocationState;

/** An allocation that is not released. */
final class OpenAllocation {

    /** Time of a release that is not known before it comes. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private final long id;
    private final MemoryHolder holder;
    private final long address;
    private final long bytes;
    private final int step;
    private long endNanos = UNKNOWN;
    private int place;

    /**
     * An allocation whose release is not known before it comes.
     *
     * @param id its number in the trace
     * @param address its address; 0 if it is released by time
     */
    OpenAllocation(long id, MemoryHolder holder, long address, long bytes, int step) {
        this.id = id;
        this.holder = holder;
        this.address = address;
        this.bytes = bytes;
        this.step = step;
    }

    /** Sets the time of its release; {@link #UNKNOWN} if that is not known before it comes. */
    OpenAllocation endsAt(long nanos) {
        endNanos = nanos;
        return this;
    }

    long id() {
        return id;
    }

    MemoryHolder holder() {
        return holder;
    }

    long address() {
        return address;
    }

    long bytes() {
        return bytes;
    }

    int step() {
        return step;
    }

    long endNanos() {
        return endNanos;
    }

    /** Its place in the list of those that are open. */
    int place() {
        return place;
    }

    void moveTo(int newPlace) {
        place = newPlace;
    }

    AllocationState state() {
        return new AllocationState(id, holder.key(), address, bytes, step, endNanos);
    }
}
