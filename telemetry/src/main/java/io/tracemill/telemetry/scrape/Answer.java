package io.tracemill.telemetry.scrape;

import io.tracemill.telemetry.text.TextFormat;
import java.io.InputStream;

/** What a target answered. */
sealed interface Answer {

    /** A text, whole and in memory. */
    record Text(InputStream body, TextFormat format) implements Answer {}

    /** Nothing that can be read. */
    record None(ScrapeFailure failure, String detail) implements Answer {}
}
