package io.tracemill.streams.pass;

import io.tracemill.schemas.Thresholds;
import io.tracemill.streams.roof.PeakTable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the pass.
 *
 * @param dropCategories categories dropped before the pass, spelled as in the files
 * @param minDurationNanos spans at least this long are written, in ns; null for no such rule
 * @param categories spans of these categories are written; empty for no such rule
 * @param thresholds shares of time above which a device has a bottleneck, in percent
 * @param peaks models of devices, from which devices take their peaks
 * @param maxNames most names of operators and kernels with rows of their own, per trace
 * @param spanBatchBytes approximate limit on an encoded batch of spans, in bytes
 */
public record PassConfig(
        Set<String> dropCategories,
        @Nullable Long minDurationNanos,
        Set<String> categories,
        Thresholds thresholds,
        PeakTable peaks,
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

    /** Default configuration: no filters, documented thresholds. */
    public static PassConfig defaults() {
        return new PassConfig(
                Set.of(),
                null,
                Set.of(),
                new Thresholds(60.0, 40.0, 20.0, 20.0),
                PeakTable.EMPTY,
                MAX_NAMES,
                SPAN_BATCH_BYTES);
    }

    /** Copy with another first filter. */
    public PassConfig withDropCategories(Set<String> dropped) {
        return new PassConfig(dropped, minDurationNanos, categories, thresholds, peaks, maxNames, spanBatchBytes);
    }

    /** Copy with another second filter. */
    public PassConfig withWritten(@Nullable Long minNanos, Set<String> written) {
        return new PassConfig(dropCategories, minNanos, written, thresholds, peaks, maxNames, spanBatchBytes);
    }

    /** Copy with other thresholds. */
    public PassConfig withThresholds(Thresholds other) {
        return new PassConfig(dropCategories, minDurationNanos, categories, other, peaks, maxNames, spanBatchBytes);
    }

    /** Copy with other peaks of devices. */
    public PassConfig withPeaks(PeakTable other) {
        return new PassConfig(
                dropCategories, minDurationNanos, categories, thresholds, other, maxNames, spanBatchBytes);
    }

    /** Copy with other limits. */
    public PassConfig withLimits(int names, int spanBytes) {
        return new PassConfig(dropCategories, minDurationNanos, categories, thresholds, peaks, names, spanBytes);
    }
}
