package io.tracemill.storage.rows;

import static io.tracemill.storage.rows.ColumnType.Primitive.BOOLEAN;
import static io.tracemill.storage.rows.ColumnType.Primitive.DOUBLE;
import static io.tracemill.storage.rows.ColumnType.Primitive.INT32;
import static io.tracemill.storage.rows.ColumnType.Primitive.INT64;
import static io.tracemill.storage.rows.ColumnType.Primitive.STRING;
import static io.tracemill.storage.rows.ColumnType.Primitive.TIMESTAMP_MICROS;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.schemas.flat.FlatSpan;
import io.tracemill.schemas.flat.StringTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The dataset of spans: a row per span, its strings in place of indexes. A batch without spans leaves no row. */
final class SpanRows {

    private static final StringTable KINDS = StringTable.of(
            Arrays.stream(EventKind.values()).map(EventKind::name).toList());

    private SpanRows() {}

    static Dataset<SpanBatch, FlatSpan> dataset() {
        return new Dataset<>(
                Topic.SPANS.dataset().orElseThrow(),
                Topic.SPANS,
                SpanBatch.class,
                COLUMNS,
                SpanReader::new,
                SpanAssembler::new);
    }

    /** Some of these columns, for rows each of which was made from a span. */
    static <D> List<Column<SpanBatch, D>> columns(Function<D, FlatSpan> span, String... names) {
        return Arrays.stream(names)
                .map(name -> COLUMNS.stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .over(span))
                .toList();
    }

    private static final List<Column<SpanBatch, FlatSpan>> COLUMNS = List.of(
            Column.of("trace_id", STRING, batch(SpanBatch::getTraceId)),
            Column.optional("node", STRING, batch(SpanBatch::getNode)),
            Column.optional("rank", INT32, batch(SpanBatch::getRank)),
            Column.of("sequence", INT32, batch(SpanBatch::getSequence)),
            Column.of("kind", STRING, new ColumnSource.Texts<>(rows -> KINDS, SpanRows::kind)),
            Column.of("name", STRING, text(FlatEvent.NAME)),
            Column.optional("category", STRING, text(FlatEvent.CATEGORY)),
            number("start_ns", INT64, span -> span.event.startNanos),
            number("start_time", TIMESTAMP_MICROS, span -> Datasets.micros(span.event.startNanos)),
            event("duration_ns", INT64, FlatEvent.DURATION, span -> span.event.durationNanos),
            Column.optional("process", STRING, text(FlatEvent.PROCESS)),
            Column.optional("thread", STRING, text(FlatEvent.THREAD)),
            Column.optional("device", STRING, text(FlatEvent.DEVICE)),
            Column.optional("stream", STRING, text(FlatEvent.STREAM)),
            event("correlation_id", INT64, FlatEvent.CORRELATION_ID, span -> span.event.correlationId),
            event("external_id", INT64, FlatEvent.EXTERNAL_ID, span -> span.event.externalId),
            event("device_events", INT32, FlatEvent.DEVICE_EVENTS, span -> span.event.deviceEvents),
            event("launch_in_trace", BOOLEAN, FlatEvent.LAUNCH_IN_TRACE, span -> span.event.launchInTrace ? 1 : 0),
            event("submit_ns", INT64, FlatEvent.SUBMIT, span -> span.event.submitNanos),
            Column.optional("grid", STRING, text(FlatEvent.GRID)),
            Column.optional("block", STRING, text(FlatEvent.BLOCK)),
            event("registers_per_thread", INT32, FlatEvent.REGISTERS, span -> span.event.registersPerThread),
            event("shared_memory_bytes", INT64, FlatEvent.SHARED_MEMORY, span -> span.event.sharedMemoryBytes),
            event("occupancy_pct", DOUBLE, FlatEvent.OCCUPANCY, span -> bits(span.event.occupancyPct)),
            event("bytes", INT64, FlatEvent.BYTES, span -> span.event.bytes),
            Column.optional("input_dims", STRING, text(FlatEvent.INPUT_DIMS)),
            Column.optional("input_types", STRING, text(FlatEvent.INPUT_TYPES)),
            Column.optional(
                    "counters",
                    new ColumnType.MapOf(DOUBLE),
                    new ColumnSource.OfRow<>((batch, span) -> counters(span))),
            number("unclosed", BOOLEAN, span -> span.event.unclosed ? 1 : 0),
            Column.optional("args", STRING, args()),
            Column.optional("operator", STRING, new ColumnSource.Texts<>(Rows::strings, span -> span.operator)),
            found("launch_start_ns", INT64, FlatSpan.LAUNCH_START, span -> span.launchStartNanos),
            found("launch_ns", INT64, FlatSpan.LAUNCH, span -> span.launchNanos),
            found("queuing_ns", INT64, FlatSpan.QUEUING, span -> span.queuingNanos),
            Column.optional("parent", STRING, new ColumnSource.Texts<>(Rows::strings, span -> span.parent)),
            found("depth", INT32, FlatSpan.DEPTH, span -> span.depth),
            found("self_ns", INT64, FlatSpan.SELF, span -> span.selfNanos),
            found("step", INT32, FlatSpan.STEP, span -> span.step));

    private static ColumnSource<SpanBatch, FlatSpan> batch(Function<SpanBatch, @Nullable Object> value) {
        return new ColumnSource.OfRecord<>(value);
    }

    private static ColumnSource<SpanBatch, FlatSpan> text(int field) {
        return new ColumnSource.Texts<>(Rows::strings, span -> span.event.strings[field]);
    }

    private static Column<SpanBatch, FlatSpan> number(String name, ColumnType shape, ToLongFunction<FlatSpan> bits) {
        return Column.of(name, shape, new ColumnSource.Numbers<>(span -> true, bits));
    }

    private static Column<SpanBatch, FlatSpan> event(
            String name, ColumnType shape, int presence, ToLongFunction<FlatSpan> bits) {
        return Column.optional(name, shape, new ColumnSource.Numbers<>(span -> span.event.has(presence), bits));
    }

    private static Column<SpanBatch, FlatSpan> found(
            String name, ColumnType shape, int presence, ToLongFunction<FlatSpan> bits) {
        return Column.optional(name, shape, new ColumnSource.Numbers<>(span -> span.has(presence), bits));
    }

    private static ColumnSource<SpanBatch, FlatSpan> args() {
        ToIntFunction<FlatSpan> offset = span -> span.event.argsOffset;
        return new ColumnSource.Utf8<>(span -> span.event.args, offset, span -> span.event.argsLength);
    }

    @SuppressWarnings("EnumOrdinal") // the place of its name among those of all kinds
    private static int kind(FlatSpan span) {
        return span.event.kind.ordinal();
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private static @Nullable Object counters(FlatSpan span) {
        return span.event.hasCounters() ? span.event.counters() : null;
    }
}
