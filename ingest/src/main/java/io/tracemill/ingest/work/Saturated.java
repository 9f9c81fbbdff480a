package io.tracemill.ingest.work;

/** Sums and products of counts, which are never negative. One that is beyond a long is {@link #MOST}. */
final class Saturated {

    /** Largest count, and all that are larger. */
    static final long MOST = Long.MAX_VALUE;

    private Saturated() {}

    static long sum(long... counts) {
        long sum = 0;
        for (long count : counts) {
            sum = count > MOST - sum ? MOST : sum + count;
        }
        return sum;
    }

    static long product(long... counts) {
        long product = 1;
        for (long count : counts) {
            if (count == 0) {
                return 0;
            }
            product = product > MOST / count ? MOST : product * count;
        }
        return product;
    }
}
