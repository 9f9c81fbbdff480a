package io.tracemill.streams.rollup;

import io.tracemill.schemas.MemoryStats;
import io.tracemill.streams.state.MemoryWindowState;
import org.jspecify.annotations.Nullable;

/** Memory of one allocator over the whole trace or in one step. Levels are in bytes, {@link #NONE} if unknown. */
final class MemoryWindow {

    /** Step of the window over the whole trace. */
    static final int WHOLE = Integer.MIN_VALUE;

    /** Level that is not known. */
    static final long NONE = -1;

    private final int step;
    private long start = NONE;
    private long end = NONE;
    private long peak = NONE;
    private long peakNanos;
    private long followedAtPeak;
    private long peakReserved = NONE;
    private long reservedAtPeak = NONE;
    private long allocations;
    private long releases;
    private long releasesUnknown;
    private long notFollowed;
    private boolean touched;

    MemoryWindow(int step) {
        this.step = step;
    }

    int step() {
        return step;
    }

    /** Most that was allocated, as far as it is followed. */
    long followedAtPeak() {
        return followedAtPeak;
    }

    /** Marks the window as part of the partial; returns whether it was not. */
    boolean touch() {
        boolean fresh = !touched;
        touched = true;
        return fresh;
    }

    void endPartial() {
        touched = false;
    }

    void countAllocation() {
        allocations++;
    }

    void countRelease() {
        releases++;
    }

    void countUnknownRelease() {
        releasesUnknown++;
    }

    void countNotFollowed() {
        notFollowed++;
    }

    /**
     * Takes the levels after an event; returns whether more is allocated than ever before.
     *
     * @param before allocated before the event
     */
    boolean see(long nanos, long before, AllocatorMemory now) {
        peakReserved = Math.max(peakReserved, now.reserved());
        if (now.allocated() == NONE) {
            return false;
        }
        if (start == NONE) {
            start = before;
        }
        end = now.allocated();
        if (end <= peak) {
            return false;
        }
        peak = end;
        peakNanos = nanos;
        followedAtPeak = now.followed();
        reservedAtPeak = now.reserved();
        return true;
    }

    void restore(MemoryWindowState state) {
        start = state.getStartBytes();
        end = state.getEndBytes();
        peak = state.getPeakBytes();
        peakNanos = state.getPeakNs();
        followedAtPeak = state.getPeakFollowedBytes();
        peakReserved = state.getPeakReservedBytes();
        reservedAtPeak = state.getReservedAtPeakBytes();
        allocations = state.getAllocations();
        releases = state.getReleases();
        releasesUnknown = state.getReleasesUnknown();
        notFollowed = state.getNotFollowed();
    }

    MemoryWindowState state() {
        return new MemoryWindowState(
                step,
                start,
                end,
                peak,
                peakNanos,
                followedAtPeak,
                peakReserved,
                reservedAtPeak,
                allocations,
                releases,
                releasesUnknown,
                notFollowed);
    }

    MemoryStats.Builder stats(MemoryStats.Builder row) {
        boolean known = peak != NONE;
        return row.setStep(step == WHOLE ? null : (Integer) step)
                .setPeakAllocatedBytes(known(peak))
                .setPeakAllocatedNs(known ? (Long) peakNanos : null)
                .setPeakFollowedBytes(known ? (Long) followedAtPeak : null)
                .setPeakReservedBytes(known(peakReserved))
                .setFragmentationBytes(!known || reservedAtPeak < peak ? null : (Long) (reservedAtPeak - peak))
                .setEndAllocatedBytes(known(end))
                .setGrowthBytes(known ? (Long) (end - start) : null)
                .setAllocations(allocations)
                .setReleases(releases)
                .setReleasesUnknown(releasesUnknown)
                .setNotFollowed(notFollowed);
    }

    private static @Nullable Long known(long level) {
        return level == NONE ? null : (Long) level;
    }
}
