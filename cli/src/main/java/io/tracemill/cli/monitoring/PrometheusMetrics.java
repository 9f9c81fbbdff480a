package io.tracemill.cli.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The metrics of one service, measured when they are scraped, as Prometheus text. */
final class PrometheusMetrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Series, Value> values = new HashMap<>();

    /** One line of the text. */
    private record Series(ExposedMetric metric, List<String> labels) {
        Series {
            if (labels.size() != metric.labels().size()) {
                throw new IllegalArgumentException(
                        metric + " must have values for " + metric.labels() + " but had " + labels);
            }
        }

        Tags tags() {
            Tags tags = Tags.empty();
            for (int i = 0; i < labels.size(); i++) {
                tags = tags.and(metric.labels().get(i), labels.get(i));
            }
            return tags;
        }
    }

    /** What was measured last, and where it is shown. */
    private static final class Value {
        private volatile double last;
        private Meter.Id id = NOWHERE;

        double last() {
            return last;
        }
    }

    private static final Meter.Id NOWHERE = new Meter.Id("nowhere", Tags.empty(), null, null, Meter.Type.OTHER);

    /** With the metrics of the process, and none of the service yet. */
    PrometheusMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /**
     * Measures, and writes it down. A gauge that is not measured this time vanishes: a partition may have gone
     * elsewhere.
     */
    synchronized String scrape(Consumer<MetricSink> service) {
        Set<Series> measured = new HashSet<>();
        service.accept((metric, value, labels) -> {
            Series series = new Series(metric, List.of(labels));
            measured.add(series);
            values.computeIfAbsent(series, this::register).last = value;
        });
        values.entrySet().removeIf(known -> {
            boolean gone = !known.getKey().metric().isCounter() && !measured.contains(known.getKey());
            if (gone) {
                registry.remove(known.getValue().id);
            }
            return gone;
        });
        return registry.scrape();
    }

    private Value register(Series series) {
        ExposedMetric metric = series.metric();
        Value value = new Value();
        Meter meter = metric.isCounter()
                ? FunctionCounter.builder(metric.exposed(), value, Value::last)
                        .tags(series.tags())
                        .description(metric.meaning())
                        .register(registry)
                : Gauge.builder(metric.exposed(), value, Value::last)
                        .tags(series.tags())
                        .description(metric.meaning())
                        .strongReference(true)
                        .register(registry);
        value.id = meter.getId();
        return value;
    }

    @Override
    public void close() {
        registry.close();
    }
}
