package io.tracemill.telemetry.series;

import io.tracemill.schemas.ReadingKind;
import io.tracemill.telemetry.quantity.Exporter;
import io.tracemill.telemetry.quantity.MetricRule;
import io.tracemill.telemetry.sample.SampleKind;
import org.jspecify.annotations.Nullable;

/** A series of readings. There is one object per series, so it is compared by identity. */
public final class ReadingSeries implements Resolution {

    private final int number;
    private final SeriesKey key;
    private final Exporter exporter;
    private final Meaning meaning;
    private final Labels labels;

    ReadingSeries(int number, SeriesKey key, Exporter exporter, Meaning meaning, Labels labels) {
        this.number = number;
        this.key = key;
        this.exporter = exporter;
        this.meaning = meaning;
        this.labels = labels;
    }

    /**
     * What the values of a series mean.
     *
     * @param rule the quantity and the factor; null where no quantity is known
     */
    record Meaning(@Nullable MetricRule rule, ReadingKind kind) {

        /** By the rule of a metric, else by what the source told, else by the name of the metric. */
        static Meaning of(@Nullable MetricRule rule, SampleKind told, String metric) {
            if (rule != null) {
                return new Meaning(rule, rule.quantity().kind());
            }
            boolean sum = told == SampleKind.COUNTER || (told == SampleKind.UNKNOWN && metric.endsWith("_total"));
            return new Meaning(null, sum ? ReadingKind.COUNTER : ReadingKind.GAUGE);
        }
    }

    /**
     * Labels as JSON objects; null for none.
     *
     * @param ofSeries those that tell the series of the metric apart
     * @param others those that are no part of the series and say neither node nor device
     * @param device the names of the device
     */
    record Labels(@Nullable String ofSeries, @Nullable String others, DeviceNames device) {}

    /** Its number among the series of a resolver, from 0 on since that last began anew. */
    public int number() {
        return number;
    }

    /** The node. */
    public String node() {
        return key.node();
    }

    /** The exporter and its target. */
    public String source() {
        return key.source();
    }

    /** The device or device/instance; null for the node itself. */
    public @Nullable String device() {
        return key.device();
    }

    /** The name of the metric, as the exporter has it. */
    public String metric() {
        return key.metric();
    }

    /** The name of the quantity; null where none is known. */
    public @Nullable String quantity() {
        MetricRule rule = meaning.rule();
        return rule == null ? null : rule.quantity().name();
    }

    /** Whether a value is one at its time or a sum. */
    public ReadingKind kind() {
        return meaning.kind();
    }

    /** The labels that tell the series of the metric apart, as one JSON object; null for none. */
    public @Nullable String seriesLabels() {
        return labels.ofSeries();
    }

    /** The labels that are no part of the series and say neither node nor device, as one JSON object; null for none. */
    public @Nullable String otherLabels() {
        return labels.others();
    }

    /** The names that the source has for the device. */
    public DeviceNames deviceNames() {
        return labels.device();
    }

    /** Whether a value of the source stands for none. */
    public boolean isBlank(double value) {
        return exporter.isBlank(value);
    }

    /** A value of the source in the unit of the quantity. */
    public double inUnit(double value) {
        MetricRule rule = meaning.rule();
        return rule == null ? value : value * rule.factor();
    }
}
