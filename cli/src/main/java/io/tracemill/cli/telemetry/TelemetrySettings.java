package io.tracemill.cli.telemetry;

import io.tracemill.telemetry.quantity.QuantityTable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What is said of files of telemetry from outside.
 *
 * @param node the node that they are of; null to take it from their labels
 * @param time the time of samples that have none
 * @param zone the zone of times that have none
 * @param table the quantities and exporters
 * @param wholeOnly whether a file whose compressed form is cut is left alone, because it may still be written
 */
public record TelemetrySettings(
        @Nullable String node, SampleTime time, ZoneId zone, QuantityTable table, boolean wholeOnly) {

    /** Files that say all of it themselves. */
    public static TelemetrySettings defaults() {
        return new TelemetrySettings(null, SampleTime.UNKNOWN, ZoneOffset.UTC, QuantityTable.own(), false);
    }
}
