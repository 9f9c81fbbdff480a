package io.tracemill.streams.rollup;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Leaks suspected at the end of a trace: what holders that leave memory over from three whole steps in a row have
 * allocated in a whole step, and still hold when two more whole steps have passed. The last step of a device is cut,
 * and not whole.
 */
final class SuspectedLeaks {

    /** Whole steps in a row that leave memory over, and whole steps that it takes to tell. */
    static final int STEPS = 3;

    private final Map<AllocatorMemory, List<MemoryWindow>> wholeSteps = new HashMap<>();
    private final Set<MemoryWindow> cut = new HashSet<>();
    private final Map<MemoryHolder, Sum> byHolder = new HashMap<>();
    private final Map<MemoryWindow, Sum> byWindow = new HashMap<>();

    /** Sum of allocations. */
    static final class Sum {

        static final Sum NONE = new Sum();

        private long bytes;
        private long count;

        private void add(Sum more) {
            bytes += more.bytes;
            count += more.count;
        }

        /** Their bytes. */
        long bytes() {
            return bytes;
        }

        /** Their number. */
        long count() {
            return count;
        }
    }

    /** Finds the leaks among the allocations that are open at the end. */
    SuspectedLeaks(List<AllocatorMemory> allocators, List<OpenAllocation> open) {
        Map<AllocatorMemory, Map<Integer, Integer>> places = new HashMap<>();
        for (AllocatorMemory allocator : allocators) {
            List<MemoryWindow> steps = allocator.steps();
            List<MemoryWindow> whole = steps.subList(0, Math.max(0, steps.size() - 1));
            wholeSteps.put(allocator, whole);
            cut.addAll(steps.subList(whole.size(), steps.size()));
            Map<Integer, Integer> byStep = new HashMap<>();
            whole.forEach(window -> byStep.put(window.step(), byStep.size()));
            places.put(allocator, byStep);
        }
        Map<MemoryHolder, SortedMap<Integer, Sum>> leftOver = new HashMap<>();
        for (OpenAllocation allocation : open) {
            Map<Integer, Integer> byStep =
                    places.getOrDefault(allocation.holder().allocator(), Map.of());
            Integer place = byStep.get(allocation.step());
            if (place != null) {
                Sum sum = leftOver.computeIfAbsent(allocation.holder(), any -> new TreeMap<>())
                        .computeIfAbsent(place, any -> new Sum());
                sum.bytes += allocation.bytes();
                sum.count++;
            }
        }
        leftOver.forEach(this::judge);
    }

    private void judge(MemoryHolder holder, SortedMap<Integer, Sum> leftOver) {
        if (longestRow(leftOver) < STEPS) {
            return;
        }
        List<MemoryWindow> steps = wholeSteps.getOrDefault(holder.allocator(), List.of());
        leftOver.headMap(steps.size() - STEPS + 1).forEach((place, sum) -> {
            add(byHolder, holder, sum);
            add(byWindow, steps.get(place), sum);
            add(byWindow, holder.allocator().whole(), sum);
        });
    }

    private static <K> void add(Map<K, Sum> sums, K key, Sum more) {
        sums.computeIfAbsent(key, any -> new Sum()).add(more);
    }

    private static int longestRow(SortedMap<Integer, Sum> leftOver) {
        int longest = 0;
        int row = 0;
        int next = 0;
        for (int place : leftOver.keySet()) {
            row = place == next ? row + 1 : 1;
            next = place + 1;
            longest = Math.max(longest, row);
        }
        return longest;
    }

    /** Whether the steps of an allocator are enough to tell. */
    boolean canTell(AllocatorMemory allocator) {
        return wholeSteps.getOrDefault(allocator, List.of()).size() >= STEPS;
    }

    /** Whether a window is that of a whole step, or of the whole trace. */
    boolean isWhole(MemoryWindow window) {
        return !cut.contains(window);
    }

    /** What a holder may have leaked. */
    Sum of(MemoryHolder holder) {
        return byHolder.getOrDefault(holder, Sum.NONE);
    }

    /** What may have leaked of the allocations in a window. */
    Sum of(MemoryWindow window) {
        return byWindow.getOrDefault(window, Sum.NONE);
    }
}
