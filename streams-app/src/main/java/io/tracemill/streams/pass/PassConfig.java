package io.tracemill.streams.pass;

import io.tracemill.schemas.Thresholds;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the pass is told.
 *
 * @param dropCategories categories left out before the pass, as the files spell them
 * @param minDurationNanos writes spans at least this long; null for no such rule
 * @param categories writes spans of these categories; empty for no such rule
 * @param thresholds shares above which a device is bound by something
 * @param maxNames names of operators and kernels with rows of their own, per trace
 * @param spanBatchBytes about how large a batch of spans may grow, encoded
 */
public record PassConfig(
        Set<String> dropCategories,
        @Nullable Long minDurationNanos,
        Set<String> categories,
        Thresholds thresholds,
        int maxNames,
        int spanBatchBytes) {

    private static final int MAX_NAMES = 20_000;
    private static final int SPAN_BATCH_BYTES = 256 << 10;

    /** Checks the limits. */
    public PassConfig {
        dropCategories = Set.copyOf(dropCategories);
        categories = Set.copyOf(categories);
        if (minDurationNanos != null && minDurationNanos < 0) {
            throw new IllegalArgumentException("min duration must be at least 0 ns but was " + minDurationNanos);
        }
        if (maxNames < 1) {
            throw new IllegalArgumentException("max names must be at least 1 but was " + maxNames);
        }
        if (spanBatchBytes < 1 || spanBatchBytes > 1 << 20) {
            throw new IllegalArgumentException("span batch bytes must be 1 to 1048576 but was " + spanBatchBytes);
        }
    }

    /** Nothing filtered, thresholds as documented. */
    public static PassConfig defaults() {
        return new PassConfig(
                Set.of(), null, Set.of(), new Thresholds(60.0, 40.0, 20.0, 20.0), MAX_NAMES, SPAN_BATCH_BYTES);
    }

    /** A copy with another first filter. */
    public PassConfig withDropCategories(Set<String> dropped) {
        return new PassConfig(dropped, minDurationNanos, categories, thresholds, maxNames, spanBatchBytes);
    }

    /** A copy with another second filter. */
    public PassConfig withWritten(@Nullable Long minNanos, Set<String> written) {
        return new PassConfig(dropCategories, minNanos, written, thresholds, maxNames, spanBatchBytes);
    }

    /** A copy with other thresholds. */
    public PassConfig withThresholds(Thresholds other) {
        return new PassConfig(dropCategories, minDurationNanos, categories, other, maxNames, spanBatchBytes);
    }

    /** A copy with other limits. */
    public PassConfig withLimits(int names, int spanBytes) {
        return new PassConfig(dropCategories, minDurationNanos, categories, thresholds, names, spanBytes);
    }
}
