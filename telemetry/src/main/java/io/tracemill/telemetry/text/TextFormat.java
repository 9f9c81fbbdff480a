package io.tracemill.telemetry.text;

import java.util.Locale;

/** The two formats, which differ in their times and in what may follow a value. */
public enum TextFormat {
    /** Prometheus' own: a time is a whole number of milliseconds. */
    PROMETHEUS,
    /** OpenMetrics: a time is a number of seconds, an exemplar may follow it, and the text ends with {@code # EOF}. */
    OPEN_METRICS;

    /** The type of content by which a scrape asks for either. */
    public static final String ACCEPT = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";

    /** The format of a type of content, as an answer over HTTP names it. */
    public static TextFormat ofContentType(String type) {
        return type.toLowerCase(Locale.ROOT).startsWith("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
    }
}
