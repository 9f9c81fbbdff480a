package io.tracemill.telemetry.sample;

/** What a series counts, as its source says. */
public enum SampleKind {
    /** A value that goes up and down. */
    GAUGE,
    /** A sum since some start, which only grows until it is reset. */
    COUNTER,
    /** Not said. */
    UNKNOWN
}
