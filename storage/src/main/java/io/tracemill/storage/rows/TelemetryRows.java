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
import io.tracemill.schemas.UtcDay;
import io.tracemill.schemas.flat.StringTable;
import java.util.ArrayList;
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

    /** The columns whose values are in the string table of a batch. */
    private static final List<String> TEXTS = List.of("metric", "quantity", "device", "other_labels", "series_labels");

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
            Column.optional("device", STRING, text(TelemetrySample::getDevice)),
            Column.of("source", STRING, batch(TelemetryBatch::getSource)),
            Column.of("metric", STRING, text(TelemetrySample::getMetric)),
            Column.optional("quantity", STRING, text(TelemetrySample::getQuantity)),
            Column.of("time_ns", INT64, number(TelemetrySample::getTimeNs)),
            Column.of("time", TIMESTAMP_MICROS, number(sample -> Datasets.micros(sample.getTimeNs()))),
            Column.of("value", DOUBLE, number(sample -> Double.doubleToRawLongBits(sample.getValue()))),
            Column.of(
                    "kind",
                    STRING,
                    new ColumnSource.OfRow<TelemetryBatch, TelemetrySample>(
                            (batch, sample) -> sample.getKind().name())),
            Column.optional("other_labels", STRING, text(TelemetrySample::getOtherLabels))
                    .formerly(Set.of("labels")),
            Column.optional("series_labels", STRING, text(TelemetrySample::getSeriesLabels)));

    private static ColumnSource<TelemetryBatch, TelemetrySample> batch(
            Function<TelemetryBatch, @Nullable Object> value) {
        return new ColumnSource.OfRecord<>(value);
    }

    private static ColumnSource<TelemetryBatch, TelemetrySample> number(ToLongFunction<TelemetrySample> bits) {
        return new ColumnSource.Numbers<>(sample -> true, bits);
    }

    private static ColumnSource<TelemetryBatch, TelemetrySample> text(
            Function<TelemetrySample, @Nullable Integer> index) {
        return new ColumnSource.Texts<>(Rows::strings, sample -> {
            Integer at = index.apply(sample);
            return at == null ? -1 : at;
        });
    }

    private static RowReader<TelemetryBatch, TelemetrySample> reader() {
        AvroSerde<TelemetryBatch> serde = AvroSerde.of(TelemetryBatch.class);
        return bytes -> {
            TelemetryBatch batch = serde.decode(bytes);
            return batch.getSamples().isEmpty() ? Optional.empty() : Optional.of(rows(batch));
        };
    }

    private static Rows<TelemetryBatch, TelemetrySample> rows(TelemetryBatch batch) {
        List<TelemetrySample> samples = batch.getSamples();
        int strings = batch.getStrings().size();
        for (TelemetrySample sample : samples) {
            StringTableIndex.check("metric", sample.getMetric(), strings);
            StringTableIndex.check("quantity", sample.getQuantity(), strings);
            StringTableIndex.check("device", sample.getDevice(), strings);
            StringTableIndex.check("other_labels", sample.getOtherLabels(), strings);
            StringTableIndex.check("series_labels", sample.getSeriesLabels(), strings);
        }
        HivePartition partition =
                new HivePartition(null, UtcDay.of(samples.get(0).getTimeNs()));
        return Rows.of(batch, partition, StringTable.of(batch.getStrings()), samples);
    }

    private static RecordAssembler assembler(Consumer<TelemetryBatch> sink) {
        return new RecordAssembler() {
            @Override
            public void add(Row row) {
                sink.accept(AvroValues.record(TelemetryBatch.class, batch(row)::get));
            }

            @Override
            public void end() {}
        };
    }

    private static Map<String, Object> batch(Row row) {
        Map<String, Object> sample = new HashMap<>(row.values());
        List<Object> strings = new ArrayList<>();
        for (String column : TEXTS) {
            Object text = column.equals("metric") ? row.values().getOrDefault(column, "") : row.get(column);
            if (text != null) {
                sample.put(column, strings.size());
                strings.add(text);
            }
        }
        Map<String, Object> batch = new HashMap<>(row.values());
        batch.put("strings", strings);
        batch.put("samples", List.of(sample));
        return batch;
    }
}
