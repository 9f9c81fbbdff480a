package io.tracemill.streams.rollup;

import io.tracemill.streams.state.DurationState;
import io.tracemill.streams.trace.Saturating;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Exact statistics of a set of durations, in ns. They can be merged, and their order makes no difference. */
final class Durations {

    private long count;
    private long total;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private long squaresHigh;
    private long squaresLow;
    private final Histogram histogram = new Histogram();

    void add(long nanos) {
        count++;
        total = Saturating.sum(total, nanos);
        min = Math.min(min, nanos);
        max = Math.max(max, nanos);
        addSquares(Math.multiplyHigh(nanos, nanos), nanos * nanos);
        histogram.add(nanos);
    }

    void add(Durations other) {
        count += other.count;
        total = Saturating.sum(total, other.total);
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        addSquares(other.squaresHigh, other.squaresLow);
        histogram.add(other.histogram);
    }

    void add(DurationState state) {
        count += state.getCount();
        total = Saturating.sum(total, state.getTotalNs());
        min = Math.min(min, state.getMinNs());
        max = Math.max(max, state.getMaxNs());
        addSquares(state.getSquaresHigh(), state.getSquaresLow());
        histogram.add(state.getHistogram());
    }

    /** Adds to the 128-bit sum of squares. */
    private void addSquares(long high, long low) {
        long sum = squaresLow + low;
        squaresHigh = Saturating.sum(squaresHigh, high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0));
        squaresLow = sum;
    }

    void clear() {
        count = 0;
        total = 0;
        min = Long.MAX_VALUE;
        max = Long.MIN_VALUE;
        squaresHigh = 0;
        squaresLow = 0;
        histogram.clear();
    }

    DurationState state() {
        return new DurationState(count, total, min, max, squaresHigh, squaresLow, histogram.encode());
    }

    long count() {
        return count;
    }

    long total() {
        return total;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    double average() {
        return (double) total / count;
    }

    /** Standard deviation of the population; exact up to the square root. */
    double standardDeviation() {
        BigInteger squares = new BigInteger(Long.toUnsignedString(squaresLow))
                .add(BigInteger.valueOf(squaresHigh).shiftLeft(Long.SIZE));
        BigInteger sum = BigInteger.valueOf(total);
        BigInteger scaled = squares.multiply(BigInteger.valueOf(count)).subtract(sum.multiply(sum));
        return Math.sqrt(new BigDecimal(scaled.max(BigInteger.ZERO)).doubleValue()) / count;
    }

    /** Percentile of the durations, in ns, at most 1 % too high. */
    long percentile(int percent) {
        long rank = Math.max(1, (Math.multiplyExact(count, (long) percent) + 99) / 100);
        return Math.max(min, Math.min(max, histogram.valueAt(rank)));
    }
}
