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
import io.tracemill.schemas.flat.AttributeType;
import io.tracemill.schemas.flat.FlatSpan;
import io.tracemill.schemas.flat.StringTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an event: one for each of its attributes, and its start as a time. The fields of a group are columns
 * of a dataset that is derived from spans.
 */
final class EventColumns {

    private static final StringTable KINDS = StringTable.of(
            Arrays.stream(EventKind.values()).map(EventKind::name).toList());

    private EventColumns() {}

    static List<Column<SpanBatch, FlatSpan>> all() {
        List<Column<SpanBatch, FlatSpan>> columns = new ArrayList<>();
        for (Attribute attribute : Attribute.ALL) {
            if (attribute.group() == null && attribute.type() != AttributeType.GROUP) {
                columns.add(of(attribute));
            }
            if (attribute == Attribute.START_NS) {
                columns.add(Column.of(
                        "start_time",
                        TIMESTAMP_MICROS,
                        new ColumnSource.Numbers<>(span -> true, span -> Datasets.micros(span.event.startNanos()))));
            }
        }
        return columns;
    }

    /** The column of an attribute; one of a group is always optional. */
    static Column<SpanBatch, FlatSpan> of(Attribute attribute) {
        String name = attribute.fieldName();
        ColumnSource<SpanBatch, FlatSpan> source = source(attribute);
        Column<SpanBatch, FlatSpan> column = attribute.isOptional() || attribute.group() != null
                ? Column.optional(name, type(attribute), source)
                : Column.of(name, type(attribute), source);
        return column.formerly(attribute.olderNames());
    }

    private static ColumnType type(Attribute attribute) {
        return switch (attribute.type()) {
            case KIND, TEXT, SYMBOL, JSON -> STRING;
            case LONG -> INT64;
            case INT -> INT32;
            case DOUBLE -> DOUBLE;
            case BOOLEAN, FLAG -> BOOLEAN;
            case COUNTERS -> new ColumnType.MapOf(DOUBLE);
            case GROUP -> throw new IllegalArgumentException(attribute + " has a column for each of its fields");
        };
    }

    private static ColumnSource<SpanBatch, FlatSpan> source(Attribute attribute) {
        return switch (attribute.type()) {
            case KIND -> new ColumnSource.Texts<>(rows -> KINDS, EventColumns::kind);
            case TEXT -> new ColumnSource.Texts<>(Rows::strings, span -> span.event.text(attribute));
            case LONG, INT, DOUBLE, BOOLEAN ->
                new ColumnSource.Numbers<>(span -> span.event.has(attribute), span -> span.event.number(attribute));
            case FLAG -> new ColumnSource.Numbers<>(hasRecordOf(attribute), span -> span.event.has(attribute) ? 1 : 0);
            case SYMBOL -> symbols(attribute);
            case COUNTERS -> new ColumnSource.OfRow<>((batch, span) -> counters(span));
            case JSON ->
                new ColumnSource.Utf8<>(
                        span -> span.event.args, span -> span.event.argsOffset, span -> span.event.argsLength);
            case GROUP -> throw new IllegalArgumentException(attribute + " has a column for each of its fields");
        };
    }

    private static Predicate<FlatSpan> hasRecordOf(Attribute attribute) {
        Attribute group = attribute.group();
        return group == null ? span -> true : span -> span.event.has(group);
    }

    private static ColumnSource<SpanBatch, FlatSpan> symbols(Attribute attribute) {
        StringTable symbols = StringTable.of(attribute.symbols());
        return new ColumnSource.Texts<>(rows -> symbols, span -> span.event.symbol(attribute));
    }

    @SuppressWarnings("EnumOrdinal") // the place of its name among those of all kinds
    private static int kind(FlatSpan span) {
        return span.event.kind.ordinal();
    }

    private static @Nullable Object counters(FlatSpan span) {
        return span.event.hasCounters() ? span.event.counters() : null;
    }
}
