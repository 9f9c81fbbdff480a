package io.tracemill.telemetry.series;

import io.tracemill.schemas.ReadingKind;
import io.tracemill.telemetry.quantity.Exporter;
import io.tracemill.telemetry.quantity.MetricRule;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.SampleKind;
import org.jspecify.annotations.Nullable;

/** A series of readings. There is one object per series, so it is compared by identity. */
public final class ReadingSeries implements Resolution {

    private final SeriesKey key;
    private final Exporter exporter;
    private final @Nullable MetricRule rule;
    private final ReadingKind kind;
    private final @Nullable String otherLabels;
    private final @Nullable String seriesLabels;

    ReadingSeries(
            SeriesKey key, Exporter exporter, @Nullable MetricRule rule, @Nullable String otherLabels, RawSeries raw) {
        this.key = key;
        this.exporter = exporter;
        this.rule = rule;
        this.kind = rule == null ? kindOf(raw) : rule.quantity().kind();
        this.otherLabels = otherLabels;
        this.seriesLabels = key.seriesLabels();
    }

    private static ReadingKind kindOf(RawSeries raw) {
        boolean sum = raw.kind() == SampleKind.COUNTER
                || (raw.kind() == SampleKind.UNKNOWN && raw.metric().endsWith("_total"));
        return sum ? ReadingKind.COUNTER : ReadingKind.GAUGE;
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
        return rule == null ? null : rule.quantity().name();
    }

    /** Whether a value is one at its time or a sum. */
    public ReadingKind kind() {
        return kind;
    }

    /** The labels that tell the series of the metric apart, as one JSON object; null for none. */
    public @Nullable String seriesLabels() {
        return seriesLabels;
    }

    /** The labels that are no part of the series and say neither node nor device, as one JSON object; null for none. */
    public @Nullable String otherLabels() {
        return otherLabels;
    }

    /** Whether a value of the source stands for none. */
    public boolean isBlank(double value) {
        return exporter.isBlank(value);
    }

    /** A value of the source in the unit of the quantity. */
    public double inUnit(double value) {
        return rule == null ? value : value * rule.factor();
    }
}
