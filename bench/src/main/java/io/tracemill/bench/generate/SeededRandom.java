package io.tracemill.bench.generate;

/**
 * SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for a seed on every JDK, which {@code java.util}'s
 * generators do not all promise.
 */
public final class SeededRandom {
    private long state;

    /** The numbers of a seed. */
    public SeededRandom(long seed) {
        this.state = seed;
    }

    /** Evenly from all of them. */
    public long next() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Evenly from [0, 1). */
    public double share() {
        return (next() >>> 11) * 0x1p-53;
    }

    /** Evenly from [low, high). */
    long between(long low, long high) {
        return low + Math.floorMod(next() >>> 1, high - low);
    }

    /**
     * {@code nanos}, give or take 10 %, and seldom half as long again: how the same work takes a little longer each
     * time.
     */
    long about(long nanos) {
        long tenth = Math.max(1, nanos / 10);
        long jitter = nanos - tenth + between(0, 2 * tenth + 1);
        return (next() & 63) == 0 ? jitter + nanos / 2 : jitter;
    }
}
