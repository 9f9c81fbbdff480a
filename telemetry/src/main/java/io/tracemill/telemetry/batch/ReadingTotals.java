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

    /** Nothing yet. */
    public static final ReadingTotals NONE = new ReadingTotals(0, 0, Map.of(), 0, 0);

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

    /** What became of all that was read here and there. */
    public ReadingTotals plus(ReadingTotals other) {
        return with(other, 1);
    }

    /** What became of that which was read since these were the totals. */
    public ReadingTotals since(ReadingTotals before) {
        return with(before, -1);
    }

    private ReadingTotals with(ReadingTotals other, int sign) {
        Map<RefusalReason, Long> reasons = new EnumMap<>(RefusalReason.class);
        reasons.putAll(refused);
        other.refused.forEach((reason, count) -> reasons.merge(reason, sign * count, Long::sum));
        reasons.values().removeIf(count -> count == 0);
        return new ReadingTotals(
                read + sign * other.read,
                published + sign * other.published,
                reasons,
                duplicates + sign * other.duplicates,
                conflicts + sign * other.conflicts);
    }
}
