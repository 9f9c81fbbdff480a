package io.tracemill.storage.rows;

import static io.tracemill.storage.rows.Shape.Primitive.DOUBLE;
import static io.tracemill.storage.rows.Shape.Primitive.INT32;
import static io.tracemill.storage.rows.Shape.Primitive.INT64;
import static io.tracemill.storage.rows.Shape.Primitive.STRING;
import static io.tracemill.storage.rows.Shape.Primitive.TIMESTAMP_MICROS;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.schemas.Topic;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The dataset of telemetry: a row per reading. It belongs to no run and no trace; a batch goes to the day of its first
 * reading. Read back, every reading is a batch of its own.
 */
final class TelemetryRows {

    private TelemetryRows() {}

    static Dataset<TelemetryBatch, TelemetryRow> dataset() {
        return new Dataset<>(
                "telemetry",
                Topic.FLEET_TELEMETRY,
                TelemetryBatch.class,
                COLUMNS,
                batch -> !batch.getSamples().isEmpty(),
                batch -> new Partition(null, day(batch.getSamples().get(0).getTimeNs())),
                TelemetryRows::rows,
                TelemetryRows::assembler);
    }

    private static final List<Column<TelemetryRow>> COLUMNS = List.of(
            Column.optional("trace_id", STRING, row -> null),
            Column.of("node", STRING, row -> row.batch().getNode()),
            Column.optional("rank", INT32, row -> null),
            Column.optional("device", STRING, row -> row.batch().getDevice()),
            Column.of("source", STRING, row -> row.batch().getSource()),
            Column.of("metric", STRING, row -> row.text(row.sample().getMetric())),
            Column.of("time_ns", INT64, row -> row.sample().getTimeNs()),
            Column.of(
                    "time",
                    TIMESTAMP_MICROS,
                    row -> Datasets.micros(row.sample().getTimeNs())),
            Column.of("value", DOUBLE, row -> row.sample().getValue()),
            Column.optional("labels", STRING, row -> row.text(row.sample().getLabels())));

    private static String day(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L))
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }

    private static List<TelemetryRow> rows(TelemetryBatch batch) {
        int strings = batch.getStrings().size();
        for (TelemetrySample sample : batch.getSamples()) {
            TextIndex.check("metric", sample.getMetric(), strings);
            TextIndex.check("labels", sample.getLabels(), strings);
        }
        return batch.getSamples().stream()
                .map(sample -> new TelemetryRow(batch, sample))
                .toList();
    }

    private static Assembler assembler(Consumer<TelemetryBatch> sink) {
        return new Assembler() {
            @Override
            public void add(Row row) {
                sink.accept(AvroValues.record(TelemetryBatch.class, batch(row)));
            }

            @Override
            public void end() {}
        };
    }

    private static Map<String, Object> batch(Row row) {
        Object labels = row.get("labels");
        Map<String, Object> sample = new HashMap<>(row.values());
        sample.put("metric", 0);
        if (labels != null) {
            sample.put("labels", 1);
        }
        Object metric = row.values().getOrDefault("metric", "");
        Map<String, Object> batch = new HashMap<>(row.values());
        batch.put("strings", labels == null ? List.of(metric) : List.of(metric, labels));
        batch.put("samples", List.of(sample));
        return batch;
    }
}
