package io.tracemill.streams.rollup;

import io.tracemill.streams.state.AllocationState;
import io.tracemill.streams.trace.LongTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The allocations of a trace that are followed and not released, at most {@value #MOST}, by device and address. */
final class OpenAllocations {

    static final int MOST = 1 << 16;

    private final List<OpenAllocation> open = new ArrayList<>();
    private final RowTable<LongTable<OpenAllocation>> byAddress = new RowTable<>(device -> new LongTable<>());
    private final PriorityQueue<OpenAllocation> byEnd = new PriorityQueue<>(
            Comparator.comparingLong(OpenAllocation::endNanos).thenComparingLong(OpenAllocation::id));
    private long[] released = new long[16];
    private int releasedCount;
    private long allocations;
    private long before;

    /** Whether there is no room for another one. */
    boolean isFull() {
        return open.size() == MOST;
    }

    /** Number that the next allocation gets. */
    long nextId() {
        return allocations;
    }

    /** The allocation at an address of a device; null if none is followed there. */
    @Nullable
    OpenAllocation at(int device, long address) {
        return byAddress.at(device).get(address);
    }

    /** The allocation that is released first by a time; null if none is. */
    @Nullable
    OpenAllocation endedBy(long nanos) {
        @Nullable OpenAllocation first = byEnd.peek();
        return first == null || first.endNanos() > nanos ? null : first;
    }

    /** Adds the allocation with the {@link #nextId}. */
    void add(OpenAllocation allocation) {
        allocations++;
        insert(allocation);
    }

    private void insert(OpenAllocation allocation) {
        allocation.moveTo(open.size());
        open.add(allocation);
        if (allocation.address() != 0) {
            byAddress.at(device(allocation)).put(allocation.address(), allocation);
        } else if (allocation.endNanos() != OpenAllocation.UNKNOWN) {
            byEnd.add(allocation);
        }
    }

    /** Removes an allocation: the one at its address, or the one that is released first. */
    void remove(OpenAllocation allocation) {
        if (allocation.id() < before) {
            if (releasedCount == released.length) {
                released = Arrays.copyOf(released, 2 * releasedCount);
            }
            released[releasedCount++] = allocation.id();
        }
        OpenAllocation last = open.remove(open.size() - 1);
        if (last != allocation) {
            open.set(allocation.place(), last);
            last.moveTo(allocation.place());
        }
        if (allocation.address() != 0) {
            byAddress.at(device(allocation)).remove(allocation.address());
        } else {
            byEnd.poll();
        }
    }

    private static int device(OpenAllocation allocation) {
        return allocation.holder().allocator().device();
    }

    /** All of them, in any order. */
    List<OpenAllocation> all() {
        return open;
    }

    void endPartial() {
        releasedCount = 0;
        before = allocations;
    }

    /** Numbers of those released in the partial that are older. */
    List<Long> released() {
        return Arrays.stream(released, 0, releasedCount).boxed().toList();
    }

    /** State of those made in the partial. */
    List<AllocationState> partialState() {
        return states(open.stream().filter(allocation -> allocation.id() >= before));
    }

    /** State of all of them. */
    List<AllocationState> totalsState() {
        return states(open.stream());
    }

    private static List<AllocationState> states(Stream<OpenAllocation> of) {
        return of.sorted(Comparator.comparingLong(OpenAllocation::id))
                .map(OpenAllocation::state)
                .toList();
    }

    /** Restores a partial: removes what it released, and then adds what it made. */
    void restore(long madeSoFar, List<Long> gone, List<OpenAllocation> made) {
        allocations = madeSoFar;
        Set<Long> ids = new HashSet<>(gone);
        List<OpenAllocation> kept =
                open.stream().filter(known -> !ids.contains(known.id())).toList();
        for (OpenAllocation known : open) {
            if (ids.contains(known.id()) && known.address() != 0) {
                byAddress.at(device(known)).remove(known.address());
            }
        }
        open.clear();
        byEnd.clear();
        kept.forEach(this::insert);
        made.forEach(this::insert);
        before = allocations;
    }
}
