package io.tracemill.telemetry.batch;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.series.Target;
import io.tracemill.telemetry.text.TextFormat;
import io.tracemill.telemetry.text.TextReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Batches in memory, and their readings as lines, for tests. */
final class Batches {

    static final long NOW = 1_700_000_000_000_000_000L;

    final List<TelemetryBatch> published = new ArrayList<>();
    final SeriesResolver resolver;
    final TelemetryBatches batches;

    Batches(SeriesLimits limits, int mostBytes) {
        resolver = new SeriesResolver(QuantityTable.own(), limits);
        batches = new TelemetryBatches(resolver, mostBytes, published::add);
    }

    Batches() {
        this(SeriesLimits.USUAL, TelemetryBatches.MOST_BATCH_BYTES);
    }

    /** Reads a scrape of a target. */
    Batches scrape(String target, long nanos, String text) {
        SampleSink sink = batches.sink(resolver.of(target.isEmpty() ? Target.UNKNOWN : Target.of(target)), nanos);
        try {
            new TextReader(TextFormat.PROMETHEUS)
                    .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The readings: node, source, device, metric, quantity, seconds since {@link #NOW}, value and kind. */
    List<String> rows() {
        batches.flush();
        List<String> rows = new ArrayList<>();
        for (TelemetryBatch batch : published) {
            List<String> strings = batch.getStrings();
            for (TelemetrySample sample : batch.getSamples()) {
                rows.add(String.join(
                        " ",
                        batch.getNode(),
                        '[' + batch.getSource() + ']',
                        text(strings, sample.getDevice()),
                        strings.get(sample.getMetric()),
                        text(strings, sample.getQuantity()),
                        (sample.getTimeNs() - NOW) / 1_000_000_000 + "s",
                        String.valueOf(sample.getValue()),
                        sample.getKind().name()));
            }
        }
        return rows;
    }

    private static String text(List<String> strings, Integer index) {
        return index == null ? "-" : strings.get(index);
    }
}
