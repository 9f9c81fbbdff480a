package io.tracemill.cli.bench.telemetry;

/** What flows in a part of the time. */
public enum Load {
    TELEMETRY("telemetry alone"),
    BOTH("telemetry and traces"),
    TRACES("traces alone");

    private final String title;

    Load(String title) {
        this.title = title;
    }

    /** For tables, and as a key in JSON. */
    String title() {
        return title;
    }
}
