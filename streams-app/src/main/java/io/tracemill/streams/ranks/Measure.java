package io.tracemill.streams.ranks;

import io.tracemill.schemas.MeasureSpread;
import io.tracemill.streams.state.MeasureState;
import io.tracemill.streams.store.StoredBytes;
import io.tracemill.streams.trace.Saturating;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Statistics of one measure over the ranks received so far, in ns. They are exact and do not depend on the order of the
 * ranks.
 */
final class Measure {

    private int count;
    private long sum;
    private BigInteger squares = BigInteger.ZERO;
    private long min = Long.MAX_VALUE;
    private int minRank = Integer.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private int maxRank = Integer.MAX_VALUE;

    void add(long nanos, int rank) {
        count++;
        sum = Saturating.sum(sum, nanos);
        squares = squares.add(BigInteger.valueOf(nanos).pow(2));
        if (nanos < min || (nanos == min && rank < minRank)) {
            min = nanos;
            minRank = rank;
        }
        if (nanos > max || (nanos == max && rank < maxRank)) {
            max = nanos;
            maxRank = rank;
        }
    }

    int count() {
        return count;
    }

    long max() {
        return max;
    }

    double mean() {
        return (double) sum / count;
    }

    /** Sample standard deviation; 0 for a single rank. */
    double stddev() {
        if (count < 2) {
            return 0;
        }
        BigInteger n = BigInteger.valueOf(count);
        BigInteger scaled = n.multiply(squares).subtract(BigInteger.valueOf(sum).pow(2));
        return Math.sqrt(scaled.doubleValue() / ((double) count * (count - 1)));
    }

    /**
     * Published form of the statistics.
     *
     * @param window mean length of the window, in ns; the spread is in percent of it
     */
    MeasureSpread spread(double window) {
        return MeasureSpread.newBuilder()
                .setMinNs(min)
                .setMinRank(minRank)
                .setAvgNs(mean())
                .setMaxNs(max)
                .setMaxRank(maxRank)
                .setStddevNs(stddev())
                .setSpreadPct(window == 0 ? null : 100 * (max - min) / window)
                .build();
    }

    MeasureState state() {
        return new MeasureState(count, sum, ByteBuffer.wrap(squares.toByteArray()), min, minRank, max, maxRank);
    }

    static Measure of(MeasureState state) {
        Measure measure = new Measure();
        measure.count = state.getCount();
        measure.sum = state.getSumNs();
        measure.squares = new BigInteger(StoredBytes.of(state.getSquares()));
        measure.min = state.getMinNs();
        measure.minRank = state.getMinRank();
        measure.max = state.getMaxNs();
        measure.maxRank = state.getMaxRank();
        return measure;
    }
}
