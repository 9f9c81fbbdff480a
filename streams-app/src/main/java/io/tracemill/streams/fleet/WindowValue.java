package io.tracemill.streams.fleet;

import org.jspecify.annotations.Nullable;

/**
 * What the readings of a series say of a window of time.
 *
 * @param mean mean over the time that readings cover; null for a sum
 * @param min smallest reading that counts; null for a sum
 * @param max largest reading that counts; null for a sum
 * @param last latest reading that counts; null for a sum
 * @param increase what a sum grew by; null for other values
 * @param resets number of times that a sum began anew
 * @param samples number of readings within the window
 * @param held part of the window that readings cover, from 0 to 1
 * @param oldestNanos age of the reading that holds at the start, in ns; null if none does
 */
record WindowValue(
        @Nullable Double mean,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double last,
        @Nullable Double increase,
        int resets,
        int samples,
        double held,
        @Nullable Long oldestNanos) {}
