package io.tracemill.storage.rows;

import static io.tracemill.storage.rows.ColumnType.Primitive.STRING;

import io.tracemill.schemas.CounterNames;
import io.tracemill.schemas.MemoryEventKind;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.Counters;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.schemas.flat.FlatSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The dataset of memory: a row per instant or counter that says something of memory. */
final class MemoryRows implements Derivation<SpanBatch, FlatSpan, MemoryRows.Point> {

    private static final CounterColumns SIZES =
            new CounterColumns(CounterNames.ALLOCATED_BYTES, CounterNames.RESERVED_BYTES, CounterNames.ACTIVE_BYTES);

    private static final MemoryEventKind[] KINDS = MemoryEventKind.values();

    private final RowPool<Point> rows = new RowPool<>(Point::new);

    static DerivedDataset<SpanBatch, FlatSpan, Point> dataset() {
        List<Column<SpanBatch, Point>> columns =
                new ArrayList<>(SpanRows.columns(point -> point.span, "trace_id", "node", "rank"));
        columns.add(Column.optional("device", STRING, new ColumnSource.Texts<>(Rows::strings, Point::device)));
        columns.add(
                SpanRows.<Point>columns(point -> point.span, "category").get(0).as("source"));
        columns.add(of(Attribute.MEMORY_KIND));
        columns.add(Column.optional("component", STRING, new ColumnSource.Texts<>(Rows::strings, Point::component)));
        columns.add(Column.optional("operator", STRING, new ColumnSource.Texts<>(Rows::strings, Point::operator)));
        columns.addAll(SpanRows.columns(point -> point.span, "start_ns", "start_time", "bytes", "duration_ns"));
        columns.add(of(Attribute.MEMORY_ADDRESS));
        columns.addAll(SIZES.columns(point -> point.sizes));
        return new DerivedDataset<>("memory", Datasets.SPANS, columns, MemoryRows::new);
    }

    private static Column<SpanBatch, Point> of(Attribute attribute) {
        return EventColumns.of(attribute).over(point -> point.span);
    }

    @Override
    public Rows<SpanBatch, Point> rows(Rows<SpanBatch, FlatSpan> of) {
        rows.clear();
        for (int i = 0; i < of.size(); i++) {
            FlatSpan span = of.row(i);
            if (span.event.has(Attribute.MEMORY)) {
                rows.next().set(span);
            }
        }
        return rows.of(of);
    }

    /** What is known of memory at one time. */
    static final class Point {
        private FlatSpan span = new FlatSpan();
        private final double[] sizes = SIZES.values();

        private void set(FlatSpan of) {
            span = of;
            Arrays.fill(sizes, CounterColumns.NONE);
            Counters counters = new Counters(of.event);
            while (counters.next()) {
                int size = SIZES.indexOf(counters);
                if (size >= 0) {
                    sizes[size] = counters.value();
                }
            }
        }

        private MemoryEventKind kind() {
            return KINDS[(int) span.event.number(Attribute.MEMORY_KIND)];
        }

        private int device() {
            return span.event.text(span.event.has(Attribute.DEVICE) ? Attribute.DEVICE : Attribute.MEMORY_DEVICE);
        }

        private int component() {
            return switch (kind()) {
                case COMPONENT_READING -> span.event.text(Attribute.NAME);
                case CHANGE, READING, ALLOCATION -> FlatEvent.NONE;
            };
        }

        private int operator() {
            return switch (kind()) {
                case ALLOCATION -> span.event.text(Attribute.NAME);
                case COMPONENT_READING -> FlatEvent.NONE;
                case CHANGE, READING -> span.parent;
            };
        }
    }
}
