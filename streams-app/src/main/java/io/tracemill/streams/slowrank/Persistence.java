package io.tracemill.streams.slowrank;

import java.math.BigInteger;

/**
 * Test whether hits are more than chance: at least five, and four standard deviations above those of a binomial
 * distribution whose rate is that of the peers' median.
 */
final class Persistence {

    private static final int FEWEST_HITS = 5;
    private static final int SIGMAS_SQUARED = 16;

    private Persistence() {}

    static boolean isMet(int hits, int medianHits, int steps) {
        long successes = medianHits + 1L;
        long trials = steps + 2L;
        long above = hits * trials - steps * successes;
        if (hits < FEWEST_HITS || above <= 0) {
            return false;
        }
        BigInteger bound = BigInteger.valueOf(SIGMAS_SQUARED)
                .multiply(BigInteger.valueOf(steps))
                .multiply(BigInteger.valueOf(successes))
                .multiply(BigInteger.valueOf(trials - successes));
        return BigInteger.valueOf(above).pow(2).compareTo(bound) >= 0;
    }
}
