package io.tracemill.telemetry.batch;

import io.tracemill.telemetry.sample.RefusalReason;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of what was read: {@code read = published + refused + duplicates}.
 *
 * @param read samples and what was refused in their place
 * @param published readings in published batches
 * @param refused what gave no reading, by reason
 * @param duplicates samples of a series and a time that was read before
 * @param conflicts those of the samples of a time that was read before which had another value
 */
public record ReadingTotals(
        long read, long published, Map<RefusalReason, Long> refused, long duplicates, long conflicts) {

    /** Checks that nothing was lost. */
    public ReadingTotals {
        refused = refused.isEmpty() ? Map.of() : new EnumMap<>(refused);
        long sum = published
                + duplicates
                + refused.values().stream().mapToLong(Long::longValue).sum();
        if (read != sum) {
            throw new IllegalArgumentException("read must be published + refused + duplicates but was " + read + " and "
                    + published + " + " + refused + " + " + duplicates);
        }
    }
}
