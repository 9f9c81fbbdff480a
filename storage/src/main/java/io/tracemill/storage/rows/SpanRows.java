package io.tracemill.storage.rows;

import static io.tracemill.storage.rows.Shape.Primitive.BOOLEAN;
import static io.tracemill.storage.rows.Shape.Primitive.DOUBLE;
import static io.tracemill.storage.rows.Shape.Primitive.INT32;
import static io.tracemill.storage.rows.Shape.Primitive.INT64;
import static io.tracemill.storage.rows.Shape.Primitive.STRING;
import static io.tracemill.storage.rows.Shape.Primitive.TIMESTAMP_MICROS;

import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEvent;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The dataset of spans: a row per span, its strings in place of indexes. A batch without spans leaves no row. */
final class SpanRows {

    private SpanRows() {}

    static Dataset<SpanBatch, SpanRow> dataset() {
        return new Dataset<>(
                "spans",
                Topic.SPANS,
                SpanBatch.class,
                COLUMNS,
                batch -> true,
                batch -> new Partition(batch.getRun(), batch.getDate()),
                SpanRows::rows,
                SpanAssembler::new);
    }

    private static final List<Column<SpanRow>> COLUMNS = List.of(
            Column.of("trace_id", STRING, row -> row.batch().getTraceId()),
            Column.optional("node", STRING, row -> row.batch().getNode()),
            Column.optional("rank", INT32, row -> row.batch().getRank()),
            Column.of("sequence", INT32, row -> row.batch().getSequence()),
            event("kind", STRING, TraceEvent::getKind),
            Column.of("name", STRING, row -> row.text(row.event().getName())),
            text("category", TraceEvent::getCategory),
            event("start_ns", INT64, TraceEvent::getStartNs),
            event("start_time", TIMESTAMP_MICROS, event -> Datasets.micros(event.getStartNs())),
            optional("duration_ns", INT64, TraceEvent::getDurationNs),
            text("process", TraceEvent::getProcess),
            text("thread", TraceEvent::getThread),
            text("device", TraceEvent::getDevice),
            text("stream", TraceEvent::getStream),
            optional("correlation_id", INT64, TraceEvent::getCorrelationId),
            optional("external_id", INT64, TraceEvent::getExternalId),
            optional("device_events", INT32, TraceEvent::getDeviceEvents),
            optional("launch_in_trace", BOOLEAN, TraceEvent::getLaunchInTrace),
            text("grid", TraceEvent::getGrid),
            text("block", TraceEvent::getBlock),
            optional("registers_per_thread", INT32, TraceEvent::getRegistersPerThread),
            optional("shared_memory_bytes", INT64, TraceEvent::getSharedMemoryBytes),
            optional("occupancy_pct", DOUBLE, TraceEvent::getOccupancyPct),
            optional("bytes", INT64, TraceEvent::getBytes),
            text("input_dims", TraceEvent::getInputDims),
            text("input_types", TraceEvent::getInputTypes),
            optional("counters", new Shape.MapOf(DOUBLE), TraceEvent::getCounters),
            event("unclosed", BOOLEAN, TraceEvent::getUnclosed),
            optional("args", STRING, TraceEvent::getArgs),
            Column.optional("operator", STRING, row -> row.text(row.span().getOperator())),
            found("launch_start_ns", INT64, Span::getLaunchStartNs),
            found("launch_ns", INT64, Span::getLaunchNs),
            found("queuing_ns", INT64, Span::getQueuingNs),
            Column.optional("parent", STRING, row -> row.text(row.span().getParent())),
            found("depth", INT32, Span::getDepth),
            found("self_ns", INT64, Span::getSelfNs),
            found("step", INT32, Span::getStep));

    private static Column<SpanRow> event(String name, Shape shape, Function<TraceEvent, Object> value) {
        return Column.of(name, shape, row -> value.apply(row.event()));
    }

    private static Column<SpanRow> optional(String name, Shape shape, Function<TraceEvent, @Nullable Object> value) {
        return Column.optional(name, shape, row -> value.apply(row.event()));
    }

    private static Column<SpanRow> found(String name, Shape shape, Function<Span, @Nullable Object> value) {
        return Column.optional(name, shape, row -> value.apply(row.span()));
    }

    private static Column<SpanRow> text(String name, Function<TraceEvent, @Nullable Integer> index) {
        return Column.optional(name, STRING, row -> row.text(index.apply(row.event())));
    }

    private static List<SpanRow> rows(SpanBatch batch) {
        int strings = batch.getStrings().size();
        for (Span span : batch.getSpans()) {
            TextIndex.check("operator", span.getOperator(), strings);
            TextIndex.check("parent", span.getParent(), strings);
            for (Schema.Field field : SpanAssembler.TEXTS) {
                TextIndex.check(field.name(), (Integer) span.getEvent().get(field.pos()), strings);
            }
        }
        return batch.getSpans().stream().map(span -> new SpanRow(batch, span)).toList();
    }
}
