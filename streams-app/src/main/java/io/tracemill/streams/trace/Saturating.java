package io.tracemill.streams.trace;

/** Sums and products that never overflow: one that would be larger than any number stays at {@link #LIMIT}. */
public final class Saturating {

    /** Sum that stands for all beyond it. In ns it is 292 years. A trace with a row that reaches it is BROKEN. */
    public static final long LIMIT = Long.MAX_VALUE;

    private Saturating() {}

    /** Product of two numbers that are not below 0. */
    public static long product(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? LIMIT : a * b;
    }

    /** Sum of two numbers. */
    public static long sum(long a, long b) {
        long sum = a + b;
        boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
        return overflows ? (a < 0 ? Long.MIN_VALUE : LIMIT) : sum;
    }
}
