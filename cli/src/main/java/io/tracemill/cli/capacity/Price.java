package io.tracemill.cli.capacity;

import org.jspecify.annotations.Nullable;

/**
 * What a device costs.
 *
 * @param perHour amount for each hour of one device; null if it is not known
 */
public record Price(@Nullable Double perHour) {

    /** Checks the amount. */
    public Price {
        if (perHour != null && !(perHour >= 0 && Double.isFinite(perHour))) {
            throw new IllegalArgumentException("--cost-per-hour must be 0 or more but was " + perHour);
        }
    }

    /** Cost of these hours; null if they or the price are not known. */
    @Nullable
    Double of(@Nullable Double hours) {
        return hours == null || perHour == null ? null : (Double) (hours * perHour);
    }
}
