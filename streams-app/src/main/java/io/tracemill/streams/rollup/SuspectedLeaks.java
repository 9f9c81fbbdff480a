package io.tracemill.streams.rollup;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        Map<MemoryHolder, Sum[]> leftOver = new HashMap<>();
        for (OpenAllocation allocation : open) {
            Map<Integer, Integer> byStep =
                    places.getOrDefault(allocation.holder().allocator(), Map.of());
            Integer place = byStep.get(allocation.step());
            if (place != null) {
                Sum[] sums = leftOver.computeIfAbsent(allocation.holder(), any -> sums(byStep.size()));
                sums[place].bytes += allocation.bytes();
                sums[place].count++;
            }
        }
        leftOver.forEach(this::judge);
    }

    private static Sum[] sums(int count) {
        Sum[] sums = new Sum[count];
        Arrays.setAll(sums, any -> new Sum());
        return sums;
    }

    private void judge(MemoryHolder holder, Sum[] leftOver) {
        if (longestRow(leftOver) < STEPS) {
            return;
        }
        List<MemoryWindow> steps = wholeSteps.getOrDefault(holder.allocator(), List.of());
        for (int place = 0; place <= leftOver.length - STEPS; place++) {
            add(byHolder, holder, leftOver[place]);
            add(byWindow, steps.get(place), leftOver[place]);
            add(byWindow, holder.allocator().whole(), leftOver[place]);
        }
    }

    private static <K> void add(Map<K, Sum> sums, K key, Sum more) {
        sums.computeIfAbsent(key, any -> new Sum()).add(more);
    }

    private static int longestRow(Sum[] leftOver) {
        int longest = 0;
        int row = 0;
        for (Sum sum : leftOver) {
            row = sum.count == 0 ? 0 : row + 1;
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
