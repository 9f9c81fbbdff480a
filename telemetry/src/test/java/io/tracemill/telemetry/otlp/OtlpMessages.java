package io.tracemill.telemetry.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;

/** Messages of OpenTelemetry for tests. */
public final class OtlpMessages {

    private OtlpMessages() {}

    /** A message with each form of metric, of host n1. */
    public static MetricsData everyForm() {
        return of(gauge(), sum(), histogram(), summary(), exponential());
    }

    static MetricsData of(Metric... metrics) {
        Resource resource =
                Resource.newBuilder().addAttributes(text("host.name", "n1")).build();
        return MetricsData.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(resource)
                        .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))))
                .build();
    }

    static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    static Metric gauge() {
        KeyValue list = KeyValue.newBuilder()
                .setKey("list")
                .setValue(AnyValue.newBuilder()
                        .setArrayValue(ArrayValue.newBuilder()
                                .addValues(AnyValue.newBuilder().setStringValue("a\"b"))
                                .addValues(AnyValue.newBuilder().setIntValue(2))))
                .build();
        return Metric.newBuilder()
                .setName("hw.power")
                .setGauge(Gauge.newBuilder()
                        .addDataPoints(NumberDataPoint.newBuilder()
                                .setTimeUnixNano(1_000)
                                .addAttributes(text("hw.id", "0"))
                                .addAttributes(list)
                                .setAsDouble(170.5))
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(-3))
                        .addDataPoints(NumberDataPoint.newBuilder().setFlags(1))
                        .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(7)))
                .build();
    }

    static Metric sum() {
        return Metric.newBuilder()
                .setName("hw.energy")
                .setSum(Sum.newBuilder()
                        .setIsMonotonic(true)
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(NumberDataPoint.newBuilder()
                                .setTimeUnixNano(2_000)
                                .addAttributes(text("host.name", "point"))
                                .setAsInt(9_007_199_254_740_991L)))
                .build();
    }

    static Metric histogram() {
        return Metric.newBuilder()
                .setName("latency")
                .setHistogram(Histogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(HistogramDataPoint.newBuilder()
                                .setTimeUnixNano(3_000)
                                .addExplicitBounds(0.005)
                                .addExplicitBounds(10)
                                .addBucketCounts(1)
                                .addBucketCounts(2)
                                .addBucketCounts(4)
                                .setSum(12.5)
                                .setCount(7))
                        .addDataPoints(HistogramDataPoint.newBuilder()
                                .setTimeUnixNano(3_000)
                                .addExplicitBounds(1)
                                .addBucketCounts(1)))
                .build();
    }

    static Metric summary() {
        return Metric.newBuilder()
                .setName("wait")
                .setSummary(Summary.newBuilder()
                        .addDataPoints(SummaryDataPoint.newBuilder()
                                .setTimeUnixNano(4_000)
                                .setSum(5)
                                .setCount(2)
                                .addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder()
                                        .setQuantile(0.99)
                                        .setValue(3))))
                .build();
    }

    static Metric exponential() {
        return Metric.newBuilder()
                .setName("spread")
                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(
                                ExponentialHistogramDataPoint.newBuilder().setTimeUnixNano(5_000)))
                .build();
    }
}
