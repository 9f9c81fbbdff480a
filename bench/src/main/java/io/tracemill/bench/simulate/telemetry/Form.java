package io.tracemill.bench.simulate.telemetry;

/** The type of a metric, and how its exporter prints its values. */
enum Form {
    /** A gauge without decimals. */
    WHOLE("gauge"),
    /** A gauge with six decimals. */
    DECIMAL("gauge"),
    /** A counter without decimals. */
    COUNT("counter"),
    /** A counter with decimals. */
    SECONDS("counter"),
    /** A histogram, of which this is a part. */
    HISTOGRAM("histogram");

    final String type;

    Form(String type) {
        this.type = type;
    }
}
