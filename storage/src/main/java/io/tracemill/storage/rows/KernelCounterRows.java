package io.tracemill.storage.rows;

import static io.tracemill.storage.rows.ColumnType.Primitive.DOUBLE;
import static io.tracemill.storage.rows.ColumnType.Primitive.STRING;

import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.Counters;
import io.tracemill.schemas.flat.FlatSpan;
import java.util.ArrayList;
import java.util.List;

/** The dataset of hardware counters, with a row per counter of a kernel, copy, memset or range. */
final class KernelCounterRows implements Derivation<SpanBatch, FlatSpan, KernelCounterRows.Counter> {

    private final RowPool<Counter> rows = new RowPool<>(Counter::new);

    static DerivedDataset<SpanBatch, FlatSpan, Counter> dataset() {
        List<Column<SpanBatch, Counter>> columns =
                new ArrayList<>(SpanRows.columns(row -> row.span, "trace_id", "node", "rank", "device", "stream"));
        columns.add(SpanRows.<Counter>columns(row -> row.span, "name").get(0).as("kernel"));
        columns.addAll(SpanRows.columns(
                row -> row.span,
                "kind",
                "operator",
                "start_ns",
                "start_time",
                "duration_ns",
                "step",
                "correlation_id"));
        columns.add(Column.of(
                "counter",
                STRING,
                new ColumnSource.Utf8<>(row -> row.bytes, row -> row.nameAt, row -> row.nameLength)));
        columns.add(Column.of(
                "value",
                DOUBLE,
                new ColumnSource.Numbers<>(row -> true, row -> Double.doubleToRawLongBits(row.value))));
        return new DerivedDataset<>("kernel_counters", Datasets.SPANS, columns, KernelCounterRows::new);
    }

    @Override
    public Rows<SpanBatch, Counter> rows(Rows<SpanBatch, FlatSpan> of) {
        rows.clear();
        for (int i = 0; i < of.size(); i++) {
            FlatSpan span = of.row(i);
            if (span.event.hasCounters() && isCounted(span)) {
                add(span);
            }
        }
        return rows.of(of);
    }

    /**
     * Whether the counters of a span belong here: those of a collective are in the dataset of communication, those of
     * memory events in the dataset of memory. Of other events, those on a device are ranges of a profiler.
     */
    private static boolean isCounted(FlatSpan span) {
        return switch (span.event.kind) {
            case KERNEL, MEMCPY, MEMSET -> true;
            case OTHER -> span.event.has(Attribute.DEVICE);
            case OPERATOR, LAUNCH, RUNTIME, COMMUNICATION, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT -> false;
        };
    }

    private void add(FlatSpan span) {
        Counters counters = new Counters(span.event);
        while (counters.next()) {
            Counter row = rows.next();
            row.span = span;
            row.bytes = counters.bytes();
            row.nameAt = counters.nameAt();
            row.nameLength = counters.nameLength();
            row.value = counters.value();
        }
    }

    /** A counter of a span. Its name lies in the bytes of the batch. */
    static final class Counter {
        private FlatSpan span = new FlatSpan();
        private byte[] bytes = {};
        private int nameAt;
        private int nameLength;
        private double value;
    }
}
