package io.tracemill.telemetry.quantity;

import io.tracemill.telemetry.sample.RawSeries;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exporter: how its metrics and labels are to be read.
 *
 * @param name the name, as it stands in the source of a reading
 * @param toldBy what the names of its metrics begin with; none where only its rules tell it
 * @param prefixes what users may put before its metrics
 * @param labels what its labels say
 * @param metrics its metrics, and the values that stand for none
 */
public record Exporter(
        String name, List<String> toldBy, List<String> prefixes, ExporterLabels labels, Metrics metrics) {

    /**
     * The metrics of an exporter.
     *
     * @param blanks ranges of values that stand for none
     * @param rules the rules of each metric, in the order in which they are tried
     */
    public record Metrics(List<Blank> blanks, Map<String, List<MetricRule>> rules) {}

    /** A range of values that stand for none; both ends belong to it. */
    public record Blank(double low, double high) {}

    /** Whether a metric has a rule here. */
    boolean rules(String metric) {
        return metrics.rules().containsKey(withoutPrefix(metric));
    }

    /** Whether a metric begins as those of this exporter do. */
    boolean tells(String metric) {
        return toldBy.stream().anyMatch(withoutPrefix(metric)::startsWith);
    }

    /** Its own rule for a series; null for none. */
    @Nullable
    MetricRule rule(RawSeries series) {
        for (MetricRule rule : metrics.rules().getOrDefault(withoutPrefix(series.metric()), List.of())) {
            if (rule.fits(series)) {
                return rule;
            }
        }
        return null;
    }

    /** Whether a value stands for none. */
    public boolean isBlank(double value) {
        for (Blank blank : metrics.blanks()) {
            if (value >= blank.low() && value <= blank.high()) {
                return true;
            }
        }
        return false;
    }

    private String withoutPrefix(String metric) {
        for (String prefix : prefixes) {
            if (metric.startsWith(prefix)) {
                return metric.substring(prefix.length());
            }
        }
        return metric;
    }
}
