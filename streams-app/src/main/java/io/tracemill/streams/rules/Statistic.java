package io.tracemill.streams.rules;

import java.util.Locale;

/** What of a quantity a rule looks at, in a window of time. */
public enum Statistic {
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
    /** The new value of something whose size says nothing; 0 if it is the old one. */
    CHANGE,
    /** Time that half of the requests take at most, from a histogram. */
    P50,
    /** Time that 95 % of the requests take at most, from a histogram. */
    P95,
    /** Time that 99 % of the requests take at most, from a histogram. */
    P99;

    /** Whether it is of the buckets of a histogram. */
    public boolean isQuantile() {
        return this == P50 || this == P95 || this == P99;
    }

    /** Part of the requests that are within it, from 0 to 1. */
    public double quantile() {
        return switch (this) {
            case P50 -> 0.5;
            case P95 -> 0.95;
            case P99 -> 0.99;
            case MEAN, MIN, MAX, INCREASE, RATE, SHARE, CHANGE ->
                throw new IllegalStateException(this + " is no quantile");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
