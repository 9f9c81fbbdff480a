package io.tracemill.bench.simulate.plan;

import io.tracemill.bench.generate.SeededRandom;

/**
 * Random numbers by key. A key always gives the same number, whatever else is drawn; so a run without a fault differs
 * from one with it by the fault alone.
 */
public final class Draw {

    private static final int UNIFORMS = 12;

    private final long seed;

    /** The numbers of a seed. */
    public Draw(long seed) {
        this.seed = new SeededRandom(seed).next();
    }

    /** The numbers of a key below this one. */
    public Draw of(String what, long... places) {
        long key = seed ^ what.hashCode() * 0x9E3779B97F4A7C15L;
        for (long place : places) {
            key = new SeededRandom(key ^ place).next();
        }
        return new Draw(key);
    }

    /** 64 random bits. */
    public long bits() {
        return seed;
    }

    /** Evenly from [0, 1). */
    public double share() {
        return (seed >>> 11) * 0x1p-53;
    }

    /** Evenly from [low, high). */
    public double between(double low, double high) {
        return low + (high - low) * share();
    }

    /** From [low, high), evenly by the logarithm. */
    public double logBetween(double low, double high) {
        return low * StrictMath.exp(StrictMath.log(high / low) * share());
    }

    /** Evenly from 0 to {@code count} - 1. */
    public int below(int count) {
        return (int) (share() * count);
    }

    /** Normally distributed around 0 with the deviation 1, but never beyond 6. */
    public double normal() {
        SeededRandom random = new SeededRandom(seed);
        double sum = 0;
        for (int i = 0; i < UNIFORMS; i++) {
            sum += random.share();
        }
        return sum - UNIFORMS / 2.0;
    }

    /** Above 0, with the median 1, and the logarithm so spread. */
    public double logNormal(double deviation) {
        return StrictMath.exp(deviation * normal());
    }
}
