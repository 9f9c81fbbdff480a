package io.tracemill.telemetry.bridge;

import io.tracemill.schemas.RejectReason;
import io.tracemill.telemetry.batch.ReadingTotals;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the messages of committed transactions.
 *
 * @param messages messages that were taken from the topics
 * @param refused those of them that were refused whole, each with a letter, by reason
 * @param readings what became of what the others held
 */
public record BridgeTotals(long messages, Map<RejectReason, Long> refused, ReadingTotals readings) {

    /** Nothing yet. */
    public static final BridgeTotals NONE = new BridgeTotals(0, Map.of(), ReadingTotals.NONE);

    /** Takes a copy. */
    public BridgeTotals {
        refused = Map.copyOf(refused);
    }

    /** These and others. */
    public BridgeTotals plus(BridgeTotals others) {
        Map<RejectReason, Long> sum = new EnumMap<>(RejectReason.class);
        sum.putAll(refused);
        others.refused.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return new BridgeTotals(messages + others.messages, sum, readings.plus(others.readings));
    }
}
