package io.tracemill.telemetry.scrape;

import io.tracemill.telemetry.series.TargetSeries;
import io.tracemill.telemetry.text.TextFormat;
import io.tracemill.telemetry.text.TextReader;
import java.util.EnumMap;
import java.util.Map;

/** A target, when it is to be asked next, and what is known of it. */
final class TargetState {

    final ScrapeTarget target;
    final TargetSeries series;
    long dueNanos;
    boolean asked;
    boolean up = true;
    private final Map<TextFormat, TextReader> readers = new EnumMap<>(TextFormat.class);

    TargetState(ScrapeTarget target, TargetSeries series, long dueNanos) {
        this.target = target;
        this.series = series;
        this.dueNanos = dueNanos;
    }

    TextReader reader(TextFormat format) {
        return readers.computeIfAbsent(format, TextReader::new);
    }
}
