package io.tracemill.streams.slowrank;

import java.math.BigInteger;

/** Shares in permille (pm), exact for all values. */
final class Permille {

    private static final int WHOLE = 1_000;
    private static final long LARGEST = Long.MAX_VALUE / WHOLE;

    private Permille() {}

    /** Whether a part is at least a share of a whole. */
    static boolean isAtLeast(long part, int permille, long whole) {
        if (isSmall(part) && isSmall(whole)) {
            return part * WHOLE >= permille * whole;
        }
        BigInteger share = BigInteger.valueOf(whole).multiply(BigInteger.valueOf(permille));
        return BigInteger.valueOf(part).multiply(BigInteger.valueOf(WHOLE)).compareTo(share) >= 0;
    }

    /** Share of a whole, which must be positive, rounded down. */
    static long of(long part, long whole) {
        if (isSmall(part)) {
            return Math.floorDiv(part * WHOLE, whole);
        }
        BigInteger[] parts = BigInteger.valueOf(part)
                .multiply(BigInteger.valueOf(WHOLE))
                .divideAndRemainder(BigInteger.valueOf(whole));
        return parts[0].longValue() - (parts[1].signum() < 0 ? 1 : 0);
    }

    private static boolean isSmall(long value) {
        return value > -LARGEST && value < LARGEST;
    }
}
