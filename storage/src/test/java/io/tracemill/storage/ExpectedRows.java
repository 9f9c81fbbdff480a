package io.tracemill.storage;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The rows of records, computed from the generated types alone, independently of how rows are written. */
public final class ExpectedRows {

    private ExpectedRows() {}

    /** The rows of a record, each as its values by column, in the order of the columns. */
    public static List<List<@Nullable Object>> of(Dataset<?, ?> dataset, SpecificRecord record) {
        List<List<@Nullable Object>> table = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows(record)) {
            List<@Nullable Object> values = new ArrayList<>();
            for (Column<?, ?> column : dataset.columns()) {
                if (!row.containsKey(column.name())) {
                    throw new IllegalStateException(dataset.name() + " must not have a column " + column.name());
                }
                values.add(row.get(column.name()));
            }
            table.add(values);
        }
        return table;
    }

    /** The rows of a record as the archive takes them; empty if the record says nothing final. */
    public static <A extends SpecificRecord, R> Optional<Rows<A, R>> read(Dataset<A, R> dataset, A record) {
        return dataset.reader().get().read(AvroSerde.of(dataset.type()).encode(record));
    }

    private static List<Map<String, @Nullable Object>> rows(SpecificRecord record) {
        if (record instanceof SpanBatch batch) {
            return batch.getSpans().stream().map(span -> row(batch, span)).toList();
        }
        if (record instanceof TelemetryBatch batch) {
            return batch.getSamples().stream().map(sample -> row(batch, sample)).toList();
        }
        Map<String, @Nullable Object> row = fields(record);
        if (row.get("start_ns") instanceof Long startNanos) {
            row.put("start_time", Math.floorDiv(startNanos, 1000L));
        }
        if (record instanceof TraceInfo trace) {
            row.put(
                    "start_time",
                    trace.getHeader() == null
                            ? null
                            : Math.floorDiv(trace.getHeader().getFirstNs(), 1000L));
        }
        return List.of(row);
    }

    private static Map<String, @Nullable Object> row(SpanBatch batch, Span span) {
        Map<String, @Nullable Object> row = fields(batch);
        Map<String, @Nullable Object> own = fields(span.getEvent());
        own.putAll(fields(span));
        own.replaceAll((name, value) -> value != null && RandomRecords.INDEXES.contains(name)
                ? batch.getStrings().get((Integer) value)
                : value);
        row.putAll(own);
        row.put("start_time", Math.floorDiv(span.getEvent().getStartNs(), 1000L));
        return row;
    }

    private static Map<String, @Nullable Object> row(TelemetryBatch batch, TelemetrySample sample) {
        Map<String, @Nullable Object> row = fields(batch);
        row.putAll(fields(sample));
        for (String text : List.of("metric", "quantity", "device", "other_labels", "series_labels")) {
            Integer index = (Integer) row.get(text);
            row.put(text, index == null ? null : batch.getStrings().get(index));
        }
        row.put("time", Math.floorDiv(sample.getTimeNs(), 1000L));
        row.put("trace_id", null);
        row.put("rank", null);
        return row;
    }

    private static Map<String, @Nullable Object> fields(SpecificRecord record) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            values.put(field.name(), record.get(field.pos()));
        }
        return values;
    }
}
