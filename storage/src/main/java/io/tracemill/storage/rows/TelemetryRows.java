package io.tracemill.storage.rows;

import static io.tracemill.storage.rows.ColumnType.Primitive.DOUBLE;
import static io.tracemill.storage.rows.ColumnType.Primitive.INT32;
import static io.tracemill.storage.rows.ColumnType.Primitive.INT64;
import static io.tracemill.storage.rows.ColumnType.Primitive.STRING;
import static io.tracemill.storage.rows.ColumnType.Primitive.TIMESTAMP_MICROS;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.flat.StringTable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The dataset of telemetry, with a row per reading. It belongs to no run and no trace; a batch goes to the day of its
 * first reading. When read back, every reading is a batch of its own.
 */
final class TelemetryRows {

    private TelemetryRows() {}

    static Dataset<TelemetryBatch, TelemetrySample> dataset() {
        return new Dataset<>(
                Topic.FLEET_TELEMETRY.dataset().orElseThrow(),
                Topic.FLEET_TELEMETRY,
                TelemetryBatch.class,
                COLUMNS,
                TelemetryRows::reader,
                TelemetryRows::assembler);
    }

    private static final List<Column<TelemetryBatch, TelemetrySample>> COLUMNS = List.of(
            Column.optional("trace_id", STRING, batch(batch -> null)),
            Column.of("node", STRING, batch(TelemetryBatch::getNode)),
            Column.optional("rank", INT32, batch(batch -> null)),
            Column.optional("device", STRING, batch(TelemetryBatch::getDevice)),
            Column.of("source", STRING, batch(TelemetryBatch::getSource)),
            Column.of("metric", STRING, new ColumnSource.Texts<>(Rows::strings, TelemetrySample::getMetric)),
            Column.of("time_ns", INT64, number(TelemetrySample::getTimeNs)),
            Column.of("time", TIMESTAMP_MICROS, number(sample -> Datasets.micros(sample.getTimeNs()))),
            Column.of("value", DOUBLE, number(sample -> Double.doubleToRawLongBits(sample.getValue()))),
            Column.<TelemetryBatch, TelemetrySample>optional(
                            "other_labels", STRING, new ColumnSource.Texts<>(Rows::strings, TelemetryRows::labels))
                    .formerly(Set.of("labels")));

    private static ColumnSource<TelemetryBatch, TelemetrySample> batch(
            Function<TelemetryBatch, @Nullable Object> value) {
        return new ColumnSource.OfRecord<>(value);
    }

    private static ColumnSource<TelemetryBatch, TelemetrySample> number(ToLongFunction<TelemetrySample> bits) {
        return new ColumnSource.Numbers<>(sample -> true, bits);
    }

    private static int labels(TelemetrySample sample) {
        Integer labels = sample.getOtherLabels();
        return labels == null ? -1 : labels;
    }

    private static RowReader<TelemetryBatch, TelemetrySample> reader() {
        AvroSerde<TelemetryBatch> serde = AvroSerde.of(TelemetryBatch.class);
        return bytes -> {
            TelemetryBatch batch = serde.decode(bytes);
            return batch.getSamples().isEmpty() ? Optional.empty() : Optional.of(rows(batch));
        };
    }

    private static String day(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L))
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }

    private static Rows<TelemetryBatch, TelemetrySample> rows(TelemetryBatch batch) {
        List<TelemetrySample> samples = batch.getSamples();
        int strings = batch.getStrings().size();
        for (TelemetrySample sample : samples) {
            StringTableIndex.check("metric", sample.getMetric(), strings);
            StringTableIndex.check("other_labels", sample.getOtherLabels(), strings);
        }
        HivePartition partition = new HivePartition(null, day(samples.get(0).getTimeNs()));
        return Rows.of(batch, partition, StringTable.of(batch.getStrings()), samples);
    }

    private static RecordAssembler assembler(Consumer<TelemetryBatch> sink) {
        return new RecordAssembler() {
            @Override
            public void add(Row row) {
                sink.accept(AvroValues.record(TelemetryBatch.class, batch(row)));
            }

            @Override
            public void end() {}
        };
    }

    private static Map<String, Object> batch(Row row) {
        Object labels = row.get("other_labels");
        Map<String, Object> sample = new HashMap<>(row.values());
        sample.put("metric", 0);
        if (labels != null) {
            sample.put("other_labels", 1);
        }
        Object metric = row.values().getOrDefault("metric", "");
        Map<String, Object> batch = new HashMap<>(row.values());
        batch.put("strings", labels == null ? List.of(metric) : List.of(metric, labels));
        batch.put("samples", List.of(sample));
        return batch;
    }
}
