package io.tracemill.streams.slowrank;

import java.util.Arrays;

/** Lower median and quartiles: elements of the sorted values, never a mean of two. */
final class LowerMedian {

    private LowerMedian() {}

    /** Element (n - 1) / 2 of the sorted values. */
    static long of(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /** Lower median of the values with these indexes. */
    static long of(long[] values, int[] some) {
        return of(pick(values, some));
    }

    /** Element 3 (n - 1) / 4 minus element (n - 1) / 4 of the sorted values with these indexes. */
    static long quartileRange(long[] values, int[] some) {
        long[] sorted = pick(values, some);
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        return sorted[3 * last / 4] - sorted[last / 4];
    }

    private static long[] pick(long[] values, int[] some) {
        long[] picked = new long[some.length];
        Arrays.setAll(picked, i -> values[some[i]]);
        return picked;
    }
}
