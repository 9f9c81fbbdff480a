package io.tracemill.storage.rows;

import static io.tracemill.storage.rows.ColumnType.Primitive.INT32;
import static io.tracemill.storage.rows.ColumnType.Primitive.INT64;
import static io.tracemill.storage.rows.ColumnType.Primitive.STRING;

import io.tracemill.schemas.Phase;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.flat.FlatSpan;
import io.tracemill.schemas.flat.StringTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The dataset of spans: a row per span, its strings in place of indexes. A batch without spans leaves no row. */
final class SpanRows {

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

    private static final List<Column<SpanBatch, FlatSpan>> OF_BATCH = List.of(
            Column.of("trace_id", STRING, batch(SpanBatch::getTraceId)),
            Column.optional("node", STRING, batch(SpanBatch::getNode)),
            Column.optional("rank", INT32, batch(SpanBatch::getRank)),
            Column.of("sequence", INT32, batch(SpanBatch::getSequence)));

    private static final StringTable PHASES =
            StringTable.of(Arrays.stream(Phase.values()).map(Phase::name).toList());

    /** What the pass found out. */
    private static final List<Column<SpanBatch, FlatSpan>> FOUND = List.of(
            text("operator", span -> span.operator),
            Column.optional("phase", STRING, new ColumnSource.Texts<>(rows -> PHASES, span -> span.phase)),
            text("module", span -> span.module),
            found("launch_start_ns", INT64, FlatSpan.LAUNCH_START, span -> span.launchStartNanos),
            found("launch_ns", INT64, FlatSpan.LAUNCH, span -> span.launchNanos),
            found("queuing_ns", INT64, FlatSpan.QUEUING, span -> span.queuingNanos),
            text("parent", span -> span.parent),
            found("depth", INT32, FlatSpan.DEPTH, span -> span.depth),
            found("self_ns", INT64, FlatSpan.SELF, span -> span.selfNanos),
            found("runtime_ns", INT64, FlatSpan.RUNTIME, span -> span.runtimeNanos),
            found("step", INT32, FlatSpan.STEP, span -> span.step),
            found("span_id", INT64, FlatSpan.SPAN_ID, span -> span.spanId),
            found("parent_id", INT64, FlatSpan.PARENT_ID, span -> span.parentId),
            found("owner_id", INT64, FlatSpan.OWNER_ID, span -> span.ownerId),
            found("launch_id", INT64, FlatSpan.LAUNCH_ID, span -> span.launchId),
            text("launch_process", span -> span.launchProcess),
            text("launch_thread", span -> span.launchThread));

    private static final List<Column<SpanBatch, FlatSpan>> COLUMNS =
            Stream.of(OF_BATCH, EventColumns.all(), FOUND).flatMap(List::stream).toList();

    private static ColumnSource<SpanBatch, FlatSpan> batch(Function<SpanBatch, @Nullable Object> value) {
        return new ColumnSource.OfRecord<>(value);
    }

    private static Column<SpanBatch, FlatSpan> text(String name, ToIntFunction<FlatSpan> index) {
        return Column.optional(name, STRING, new ColumnSource.Texts<>(Rows::strings, index));
    }

    private static Column<SpanBatch, FlatSpan> found(
            String name, ColumnType shape, int presence, ToLongFunction<FlatSpan> bits) {
        return Column.optional(name, shape, new ColumnSource.Numbers<>(span -> span.has(presence), bits));
    }
}
