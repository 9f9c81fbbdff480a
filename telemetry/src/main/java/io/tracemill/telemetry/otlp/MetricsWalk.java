package io.tracemill.telemetry.otlp;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.Numbers;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.message.SeriesSamples;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleKind;
import io.tracemill.telemetry.sample.SampleSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The walk over one message: each point gives its samples, or is refused as one. */
final class MetricsWalk {

    private static final String DELTA =
            "only cumulative values are read: set the temporality of the exporter to cumulative";

    private final Samples samples;
    private final AttributeTexts texts;
    private Map<String, String> resource = Map.of();

    MetricsWalk(Samples samples, MessageLimits limits) {
        this.samples = samples;
        this.texts = new AttributeTexts(limits.maxText());
    }

    void walk(MetricsData data) {
        for (ResourceMetrics ofResource : data.getResourceMetricsList()) {
            resource = labels(Map.of(), ofResource.getResource().getAttributesList());
            for (ScopeMetrics ofScope : ofResource.getScopeMetricsList()) {
                ofScope.getMetricsList().forEach(this::metric);
            }
        }
    }

    private void metric(Metric metric) {
        String name = metric.getName();
        switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsList().forEach(point -> number(name, SampleKind.GAUGE, point));
            case SUM -> sum(name, metric.getSum());
            case HISTOGRAM -> {
                boolean cumulative = cumulative(metric.getHistogram().getAggregationTemporality());
                metric.getHistogram().getDataPointsList().forEach(point -> histogram(name, cumulative, point));
            }
            case EXPONENTIAL_HISTOGRAM ->
                metric.getExponentialHistogram().getDataPointsList().forEach(point -> exponential(name, point));
            case SUMMARY -> metric.getSummary().getDataPointsList().forEach(point -> summary(name, point));
            case DATA_NOT_SET ->
                samples.refuse(RefusalReason.UNSUPPORTED, Samples.shown(name) + ": no data of a known form");
        }
    }

    private void sum(String name, Sum sum) {
        SampleKind kind = sum.getIsMonotonic() ? SampleKind.COUNTER : SampleKind.GAUGE;
        boolean cumulative = cumulative(sum.getAggregationTemporality());
        for (NumberDataPoint point : sum.getDataPointsList()) {
            if (cumulative) {
                number(name, kind, point);
            } else {
                series(name, point.getAttributesList(), kind).refuse(RefusalReason.UNSUPPORTED, DELTA);
            }
        }
    }

    private void number(String name, SampleKind kind, NumberDataPoint point) {
        SeriesSamples series = series(name, point.getAttributesList(), kind);
        if (ended(series, point.getFlags())) {
            return;
        }
        long time = time(point.getTimeUnixNano());
        switch (point.getValueCase()) {
            case AS_DOUBLE -> series.give(time, point.getAsDouble());
            case AS_INT -> series.give(time, (double) point.getAsInt());
            case VALUE_NOT_SET -> series.refuse(RefusalReason.MALFORMED, "a point must have a value");
        }
    }

    private void histogram(String name, boolean cumulative, HistogramDataPoint point) {
        SeriesSamples whole = series(name, point.getAttributesList(), SampleKind.COUNTER);
        int buckets = point.getBucketCountsCount();
        if (ended(whole, point.getFlags())) {
            return;
        }
        if (!cumulative) {
            whole.refuse(RefusalReason.UNSUPPORTED, DELTA);
        } else if (buckets != 0 && buckets != point.getExplicitBoundsCount() + 1) {
            whole.refuse(
                    RefusalReason.MALFORMED,
                    "a histogram of " + point.getExplicitBoundsCount() + " bounds must have one bucket more but has "
                            + buckets);
        } else {
            buckets(name, point);
            totals(name, point.getAttributesList(), time(point.getTimeUnixNano()))
                    .give(point.getCount(), point.hasSum() ? point.getSum() : Double.NaN, point.hasSum());
        }
    }

    private void buckets(String name, HistogramDataPoint point) {
        Map<String, String> labels = labels(resource, point.getAttributesList());
        double below = 0;
        for (int i = 0; i < point.getBucketCountsCount(); i++) {
            boolean last = i == point.getExplicitBoundsCount();
            below += unsigned(point.getBucketCounts(i));
            labels.put("le", last ? "+Inf" : Numbers.label(point.getExplicitBounds(i)));
            samples.of(name + "_bucket", labels, SampleKind.COUNTER).give(time(point.getTimeUnixNano()), below);
        }
    }

    private void exponential(String name, ExponentialHistogramDataPoint point) {
        series(name, point.getAttributesList(), SampleKind.COUNTER)
                .refuse(RefusalReason.UNSUPPORTED, "only histograms with explicit bounds are read");
    }

    private void summary(String name, SummaryDataPoint point) {
        if (ended(series(name, point.getAttributesList(), SampleKind.GAUGE), point.getFlags())) {
            return;
        }
        Map<String, String> labels = labels(resource, point.getAttributesList());
        long time = time(point.getTimeUnixNano());
        for (SummaryDataPoint.ValueAtQuantile at : point.getQuantileValuesList()) {
            labels.put("quantile", Numbers.label(at.getQuantile()));
            samples.of(name, labels, SampleKind.GAUGE).give(time, at.getValue());
        }
        totals(name, point.getAttributesList(), time).give(point.getCount(), point.getSum(), true);
    }

    private Totals totals(String name, List<KeyValue> attributes, long time) {
        return (count, sum, hasSum) -> {
            if (hasSum) {
                series(name + "_sum", attributes, SampleKind.COUNTER).give(time, sum);
            }
            series(name + "_count", attributes, SampleKind.COUNTER).give(time, unsigned(count));
        };
    }

    private SeriesSamples series(String name, List<KeyValue> attributes, SampleKind kind) {
        return samples.of(name, labels(resource, attributes), kind);
    }

    private Map<String, String> labels(Map<String, String> outer, List<KeyValue> attributes) {
        Map<String, String> labels = new HashMap<>(outer);
        attributes.forEach(attribute -> labels.put(attribute.getKey(), texts.text(attribute.getValue())));
        return labels;
    }

    private static boolean ended(SeriesSamples series, int flags) {
        boolean ended = (flags & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0;
        if (ended) {
            series.refuse(RefusalReason.STALE, "no value was recorded");
        }
        return ended;
    }

    private static boolean cumulative(AggregationTemporality temporality) {
        return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
    }

    private static long time(long unixNanos) {
        if (unixNanos == 0) {
            return SampleSink.NO_TIME;
        }
        return unixNanos < 0 ? EpochTimes.OUT_OF_RANGE : unixNanos;
    }

    /** A count of 64 bits without a sign. */
    private static double unsigned(long count) {
        return count >= 0 ? count : (count >>> 1) * 2.0;
    }

    /** What a histogram or a summary has besides its parts. */
    private interface Totals {
        void give(long count, double sum, boolean hasSum);
    }
}
