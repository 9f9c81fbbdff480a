package io.tracemill.streams.rollup;

import io.tracemill.streams.state.MemoryHolderState;

/**
 * What one operator holds of the memory of a device, for a module in a phase, now and at the latest peak of the device.
 * The peak is noted when the holder changes for the first time after it, so that a peak costs nothing.
 */
final class MemoryHolder {

    private final long key;
    private final AllocatorMemory allocator;
    private long bytes;
    private long count;
    private long peakBytes;
    private long peakCount;
    private long peak;
    private boolean touched;

    MemoryHolder(long key, AllocatorMemory allocator) {
        this.key = key;
        this.allocator = allocator;
        this.peak = allocator.peaks();
    }

    long key() {
        return key;
    }

    AllocatorMemory allocator() {
        return allocator;
    }

    long bytes() {
        return bytes;
    }

    long count() {
        return count;
    }

    /** Bytes held at the latest peak. */
    long peakBytes() {
        return peak == allocator.peaks() ? peakBytes : bytes;
    }

    /** Number of allocations held at the latest peak. */
    long peakCount() {
        return peak == allocator.peaks() ? peakCount : count;
    }

    /** Marks it as part of the partial; returns whether it was not. */
    boolean touch() {
        boolean fresh = !touched;
        touched = true;
        return fresh;
    }

    void endPartial() {
        touched = false;
    }

    void allocate(long more) {
        notePeak();
        bytes += more;
        count++;
    }

    void release(long less) {
        notePeak();
        bytes -= less;
        count--;
    }

    private void notePeak() {
        if (peak != allocator.peaks()) {
            peakBytes = bytes;
            peakCount = count;
            peak = allocator.peaks();
        }
    }

    MemoryHolderState state() {
        return new MemoryHolderState(key, bytes, count, peakBytes, peakCount, peak);
    }

    void restore(MemoryHolderState state) {
        bytes = state.getBytes();
        count = state.getCount();
        peakBytes = state.getPeakBytes();
        peakCount = state.getPeakCount();
        peak = state.getPeak();
    }
}
