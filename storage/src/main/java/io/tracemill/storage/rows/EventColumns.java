package io.tracemill.storage.rows;

import static io.tracemill.storage.rows.ColumnType.Primitive.BOOLEAN;
import static io.tracemill.storage.rows.ColumnType.Primitive.DOUBLE;
import static io.tracemill.storage.rows.ColumnType.Primitive.INT32;
import static io.tracemill.storage.rows.ColumnType.Primitive.INT64;
import static io.tracemill.storage.rows.ColumnType.Primitive.STRING;
import static io.tracemill.storage.rows.ColumnType.Primitive.TIMESTAMP_MICROS;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatSpan;
import io.tracemill.schemas.flat.StringTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of an event: one for each of its attributes, and its start as a time. */
final class EventColumns {

    private static final StringTable KINDS = StringTable.of(
            Arrays.stream(EventKind.values()).map(EventKind::name).toList());

    private EventColumns() {}

    static List<Column<SpanBatch, FlatSpan>> all() {
        List<Column<SpanBatch, FlatSpan>> columns = new ArrayList<>();
        for (Attribute attribute : Attribute.ALL) {
            columns.add(column(attribute));
            if (attribute == Attribute.START_NS) {
                columns.add(Column.of(
                        "start_time",
                        TIMESTAMP_MICROS,
                        new ColumnSource.Numbers<>(span -> true, span -> Datasets.micros(span.event.startNanos()))));
            }
        }
        return columns;
    }

    private static Column<SpanBatch, FlatSpan> column(Attribute attribute) {
        String name = attribute.fieldName();
        ColumnSource<SpanBatch, FlatSpan> source = source(attribute);
        return attribute.isOptional()
                ? Column.optional(name, type(attribute), source)
                : Column.of(name, type(attribute), source);
    }

    private static ColumnType type(Attribute attribute) {
        return switch (attribute.type()) {
            case KIND, TEXT, JSON -> STRING;
            case LONG -> INT64;
            case INT -> INT32;
            case DOUBLE -> DOUBLE;
            case BOOLEAN, FLAG -> BOOLEAN;
            case COUNTERS -> new ColumnType.MapOf(DOUBLE);
        };
    }

    private static ColumnSource<SpanBatch, FlatSpan> source(Attribute attribute) {
        return switch (attribute.type()) {
            case KIND -> new ColumnSource.Texts<>(rows -> KINDS, EventColumns::kind);
            case TEXT -> new ColumnSource.Texts<>(Rows::strings, span -> span.event.text(attribute));
            case LONG, INT, DOUBLE, BOOLEAN ->
                new ColumnSource.Numbers<>(span -> span.event.has(attribute), span -> span.event.number(attribute));
            case FLAG -> new ColumnSource.Numbers<>(span -> true, span -> span.event.has(attribute) ? 1 : 0);
            case COUNTERS -> new ColumnSource.OfRow<>((batch, span) -> counters(span));
            case JSON ->
                new ColumnSource.Utf8<>(
                        span -> span.event.args, span -> span.event.argsOffset, span -> span.event.argsLength);
        };
    }

    @SuppressWarnings("EnumOrdinal") // the place of its name among those of all kinds
    private static int kind(FlatSpan span) {
        return span.event.kind.ordinal();
    }

    private static @Nullable Object counters(FlatSpan span) {
        return span.event.hasCounters() ? span.event.counters() : null;
    }
}
