package io.tracemill.cli.receive;

import io.tracemill.cli.service.MetricsCounts;
import io.tracemill.telemetry.batch.BatchSender;
import io.tracemill.telemetry.quantity.QuantityTable;

/**
 * How a door publishes metrics, and what counts them.
 *
 * @param table says what the metrics are
 * @param limits how much is taken
 * @param sender takes the batches
 * @param counts counts requests and samples
 */
public record MetricsIngest(QuantityTable table, Limits limits, BatchSender sender, MetricsCounts counts) {

    /**
     * Limits of metrics.
     *
     * @param memoryBytes most bytes of bodies in memory; one token may have half of them
     * @param tokenSeries most series of one token
     */
    public record Limits(long memoryBytes, int tokenSeries) {}
}
