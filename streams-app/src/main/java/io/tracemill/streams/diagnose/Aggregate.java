package io.tracemill.streams.diagnose;

import io.tracemill.schemas.QuantityFact;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What of a quantity is asked. */
enum Aggregate {
    /** Mean over the time that readings cover. */
    MEAN,
    /** Smallest reading. */
    MIN,
    /** Largest reading. */
    MAX,
    /** What a counter grew by. */
    INCREASE,
    /** What a counter grew by in a second. */
    RATE,
    /** Part of the time that a counter of seconds grew by. */
    SHARE,
    /** What a counter grew by beyond the pace of the hour before. */
    EXCESS,
    /** The new value of something whose size says nothing; 0 if it is the old one. */
    CHANGE,
    /** Distance of the largest reading from the smallest, in parts of the mean. */
    SPREAD;

    private static final double SECONDS_PER_HOUR = 3_600;

    /**
     * Its value; null if the reading does not have it.
     *
     * @param seconds length of the trace, above 0
     */
    @Nullable
    Double of(QuantityFact reading, double seconds) {
        return switch (this) {
            case MEAN -> reading.getMean();
            case MIN -> reading.getMin();
            case MAX -> reading.getMax();
            case INCREASE -> reading.getIncrease();
            case RATE, SHARE -> per(reading.getIncrease(), seconds);
            case EXCESS -> excess(reading, seconds);
            case CHANGE -> change(reading);
            case SPREAD -> spread(reading);
        };
    }

    private static @Nullable Double per(@Nullable Double increase, double seconds) {
        return increase == null ? null : (Double) (increase / seconds);
    }

    private static @Nullable Double excess(QuantityFact reading, double seconds) {
        @Nullable Double increase = reading.getIncrease();
        @Nullable Double before = reading.getBefore();
        if (increase == null) {
            return null;
        }
        return before == null ? increase : (Double) (increase - before * seconds / SECONDS_PER_HOUR);
    }

    private static @Nullable Double change(QuantityFact reading) {
        @Nullable Double min = reading.getMin();
        @Nullable Double max = reading.getMax();
        @Nullable Double before = reading.getBefore();
        if (min == null || max == null) {
            return null;
        }
        boolean isNew = before == null ? !min.equals(max) : !(min.equals(before) && max.equals(before));
        return isNew ? max : (Double) 0.0;
    }

    private static @Nullable Double spread(QuantityFact reading) {
        @Nullable Double min = reading.getMin();
        @Nullable Double max = reading.getMax();
        @Nullable Double mean = reading.getMean();
        return min == null || max == null || mean == null || mean == 0 ? null : (Double) ((max - min) / mean);
    }

    /** Whether its value is a part of a whole, whatever the unit of the quantity. */
    boolean isShare() {
        return this == SHARE || this == SPREAD;
    }

    /** Whether it is as large as readings are. */
    boolean isReading() {
        return this == MEAN || this == MIN || this == MAX;
    }

    /** Whether it is of what a counter grew by. */
    boolean isGrowth() {
        return this == INCREASE || this == RATE || this == EXCESS;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
