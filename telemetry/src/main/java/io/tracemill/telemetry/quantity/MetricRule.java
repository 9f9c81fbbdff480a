package io.tracemill.telemetry.quantity;

import io.tracemill.telemetry.sample.RawSeries;
import java.util.Map;

/**
 * The quantity of an exporter's metric.
 *
 * @param metric the name of the metric, without a prefix that users configure
 * @param labels the values that labels must have; a rule without any fits all series of the metric
 * @param factor what a value is multiplied by to be in the unit of the quantity
 */
public record MetricRule(String metric, Map<String, String> labels, Quantity quantity, double factor) {

    /** Whether a series of this metric has the labels. */
    boolean fits(RawSeries series) {
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!label.getValue().equals(series.label(label.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
