package io.tracemill.cli.monitoring;

/** Receives the values of metrics. */
interface MetricSink {

    /**
     * One value.
     *
     * @param labels values of the metric's labels, in their order
     */
    void set(ExposedMetric metric, double value, String... labels);

    /** One count; beyond 2^53 the last digits are lost, as in all of Prometheus. */
    default void set(ExposedMetric metric, long count, String... labels) {
        set(metric, (double) count, labels);
    }
}
