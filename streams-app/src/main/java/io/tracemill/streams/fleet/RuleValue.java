package io.tracemill.streams.fleet;

import io.tracemill.streams.rules.Measure;
import io.tracemill.streams.rules.Statistic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The value that a rule looks at, from the series of a subject in a window. Counters of several series are added up; of
 * other values the worst counts.
 */
final class RuleValue {

    /** Part of a window that readings must cover, from 0 to 1, but for what has grown or changed. */
    private static final double LEAST_HELD = 0.5;

    private static final String BOUND = "le";

    private final List<MeasuredSeries> found;
    private final double seconds;
    private final boolean largeIsBad;

    /**
     * Values of a window.
     *
     * @param found what the series say of it
     * @param nanos its length, in ns
     * @param largeIsBad whether the largest of several values is the worst
     */
    RuleValue(List<MeasuredSeries> found, long nanos, boolean largeIsBad) {
        this.found = found;
        this.seconds = nanos / 1e9;
        this.largeIsBad = largeIsBad;
    }

    /** The value of a measure; null if there was no data, or too little. */
    @Nullable
    Double of(Measure measure) {
        @Nullable String per = measure.per();
        @Nullable Double value = of(measure.quantity(), measure.of(), measure.where());
        if (per == null) {
            return value;
        }
        @Nullable Double whole = of(per, measure.of(), Map.of());
        if (whole == null || whole == 0) {
            return null;
        }
        boolean none = value == null && !measure.where().isEmpty();
        return none ? (Double) 0.0 : value == null ? null : (Double) (value / whole);
    }

    private @Nullable Double of(String quantity, Statistic statistic, Map<String, String> where) {
        Stream<MeasuredSeries> series = found.stream()
                .filter(one -> one.series().quantity().equals(quantity))
                .filter(one -> where.isEmpty()
                        || SeriesLabels.of(one.series().labels()).entrySet().containsAll(where.entrySet()));
        if (statistic.isQuantile()) {
            return quantile(series, statistic.quantile());
        }
        List<Double> values = series.map(one -> value(one.value(), statistic))
                .filter(Objects::nonNull)
                .toList();
        if (values.isEmpty()) {
            return null;
        }
        Stream<Double> all = values.stream();
        return switch (statistic) {
            case INCREASE, RATE -> all.mapToDouble(Double::doubleValue).sum();
            case MEAN, MIN, MAX, SHARE, CHANGE, P50, P95, P99 ->
                largeIsBad
                        ? all.max(Double::compare).orElseThrow()
                        : all.min(Double::compare).orElseThrow();
        };
    }

    private @Nullable Double value(WindowValue value, Statistic statistic) {
        boolean enough = value.held() >= LEAST_HELD;
        return switch (statistic) {
            case MEAN -> enough ? value.mean() : null;
            case MIN -> enough ? value.min() : null;
            case MAX -> enough ? value.max() : null;
            case INCREASE -> value.increase();
            case RATE, SHARE -> enough ? perSecond(value) : null;
            case CHANGE -> Objects.equals(value.min(), value.max()) ? zero(value.last()) : value.last();
            case P50, P95, P99 -> throw new IllegalArgumentException(statistic + " is not of one series");
        };
    }

    private static @Nullable Double zero(@Nullable Double value) {
        return value == null ? null : (Double) 0.0;
    }

    private @Nullable Double perSecond(WindowValue value) {
        @Nullable Double increase = value.increase();
        return increase == null ? null : (Double) (increase / (value.held() * seconds));
    }

    /**
     * The time that a part of the requests take at most. Within a bucket, requests are taken to be spread evenly, as
     * Prometheus does in {@code histogram_quantile}. What is beyond the last bound has this bound.
     */
    private static @Nullable Double quantile(Stream<MeasuredSeries> series, double part) {
        Map<Double, Double> within = new TreeMap<>();
        series.filter(one -> one.value().held() >= LEAST_HELD).forEach(one -> {
            @Nullable String bound = SeriesLabels.of(one.series().labels()).get(BOUND);
            @Nullable Double increase = one.value().increase();
            if (bound != null && increase != null) {
                within.merge(boundOf(bound), increase, Double::sum);
            }
        });
        double all = within.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
        if (all <= 0) {
            return null;
        }
        double wanted = part * all;
        double lower = 0;
        double before = 0;
        for (Map.Entry<Double, Double> bucket : within.entrySet()) {
            double bound = bucket.getKey();
            double count = bucket.getValue();
            if (count >= wanted) {
                return Double.isInfinite(bound) || count <= before
                        ? (Double) lower
                        : (Double) (lower + (bound - lower) * (wanted - before) / (count - before));
            }
            lower = bound;
            before = count;
        }
        return lower;
    }

    private static double boundOf(String bound) {
        return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    }
}
