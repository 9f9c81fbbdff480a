package io.tracemill.telemetry.bridge;

import io.tracemill.telemetry.batch.ReadingTotals;

/**
 * What became of the messages of committed transactions.
 *
 * @param messages messages that were taken from the topics
 * @param refused those of them that were refused whole, each with a letter
 * @param readings what became of what the others held
 */
public record BridgeTotals(long messages, long refused, ReadingTotals readings) {}
