package io.tracemill.telemetry.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A series as its source names it. Labels are sorted by name; those with an empty value are left out, since a source
 * means the same by an empty label as by none. Readers keep their series and give the same one again, so that its
 * hash is computed once.
 */
public final class RawSeries {

    private final String metric;
    private final List<String> names;
    private final List<String> values;
    private final SampleKind kind;
    private final int hash;

    private RawSeries(String metric, List<String> names, List<String> values, SampleKind kind) {
        this.metric = metric;
        this.names = names;
        this.values = values;
        this.kind = kind;
        this.hash = 31 * (31 * metric.hashCode() + names.hashCode()) + values.hashCode();
    }

    /**
     * A series.
     *
     * @param labels values by name, in any order
     * @throws IllegalArgumentException if the name of the metric is empty
     */
    public static RawSeries of(String metric, Map<String, String> labels, SampleKind kind) {
        if (metric.isEmpty()) {
            throw new IllegalArgumentException("the name of a metric must not be empty");
        }
        List<String> names = new ArrayList<>(labels.size());
        List<String> values = new ArrayList<>(labels.size());
        new TreeMap<>(labels).forEach((name, value) -> {
            if (!value.isEmpty()) {
                names.add(name);
                values.add(value);
            }
        });
        return new RawSeries(metric, Collections.unmodifiableList(names), Collections.unmodifiableList(values), kind);
    }

    /** This series with objects of its own replaced by those that are equal, so that many series keep one of each. */
    public RawSeries sharing(String sameMetric, @Nullable RawSeries sameLabels) {
        if (!metric.equals(sameMetric)
                || (sameLabels != null && !(names.equals(sameLabels.names) && values.equals(sameLabels.values)))) {
            throw new IllegalArgumentException(
                    "only what is equal can be shared but was " + this + " with " + sameMetric + " and " + sameLabels);
        }
        return new RawSeries(
                sameMetric,
                sameLabels == null ? names : sameLabels.names,
                sameLabels == null ? values : sameLabels.values,
                kind);
    }

    /** This series with the texts and lists that are kept of those that are equal. */
    public RawSeries sharing(UnaryOperator<String> texts, UnaryOperator<List<String>> lists) {
        return new RawSeries(texts.apply(metric), lists.apply(names), lists.apply(values), kind);
    }

    /** The name of the metric, as the source has it. */
    public String metric() {
        return metric;
    }

    /** The names of the labels, sorted. */
    public List<String> names() {
        return names;
    }

    /** The values of the labels, in the order of their names. */
    public List<String> values() {
        return values;
    }

    /** What the series counts. */
    public SampleKind kind() {
        return kind;
    }

    /** The value of a label; null where the series has no such label. */
    public @Nullable String label(String name) {
        int at = Collections.binarySearch(names, name);
        return at < 0 ? null : values.get(at);
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof RawSeries series
                && hash == series.hash
                && kind == series.kind
                && metric.equals(series.metric)
                && names.equals(series.names)
                && values.equals(series.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The series as Prometheus writes it, without escapes. */
    @Override
    public String toString() {
        String[] labels = new String[names.size()];
        Arrays.setAll(labels, i -> names.get(i) + "=\"" + values.get(i) + '"');
        return metric + '{' + String.join(",", labels) + '}';
    }
}
