package io.tracemill.cli.telemetry;

/**
 * The readings that one source has of one node.
 *
 * @param readings how many there are
 * @param firstNanos the earliest time of one, in ns since the epoch
 * @param lastNanos the latest time of one, in ns since the epoch
 */
public record SourceUse(String node, String source, long readings, long firstNanos, long lastNanos) {

    /** These readings and others of the same node and source. */
    SourceUse with(SourceUse other) {
        return new SourceUse(
                node,
                source,
                readings + other.readings,
                Math.min(firstNanos, other.firstNanos),
                Math.max(lastNanos, other.lastNanos));
    }
}
