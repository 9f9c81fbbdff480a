package io.tracemill.telemetry.sniff;

import java.util.Arrays;
import java.util.Optional;

/** A format of telemetry that a message or a file can be in. */
public enum MessageShape {
    /** OpenTelemetry metrics in protobuf. */
    OTLP_PROTOBUF("otlp-protobuf"),
    /** OpenTelemetry metrics in JSON. */
    OTLP_JSON("otlp-json"),
    /** Line protocol of InfluxDB, as Telegraf writes it. */
    INFLUX("influx"),
    /** JSON of Telegraf. */
    TELEGRAF_JSON("telegraf-json"),
    /** JSON of Vector. */
    VECTOR_JSON("vector-json"),
    /** JSON of prometheus-kafka-adapter. */
    ADAPTER_JSON("prometheus-kafka-adapter"),
    /** An answer of a Prometheus server to a query. */
    QUERY_RANGE("query-range"),
    /** Text of Prometheus or OpenMetrics. */
    PROMETHEUS_TEXT("prometheus-text"),
    /** A log of nvidia-smi. */
    NVIDIA_SMI_CSV("nvidia-smi-csv");

    private final String label;

    MessageShape(String label) {
        this.label = label;
    }

    /** The shape with a label; empty for none. */
    public static Optional<MessageShape> of(String label) {
        return Arrays.stream(values())
                .filter(shape -> shape.label.equals(label))
                .findFirst();
    }

    /** The name for people, such as {@code telegraf-json}. */
    public String label() {
        return label;
    }
}
