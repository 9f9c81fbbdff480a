package io.tracemill.storage.rows;

import static io.tracemill.storage.rows.ColumnType.Primitive.INT64;
import static io.tracemill.storage.rows.ColumnType.Primitive.STRING;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.Counters;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.schemas.flat.FlatSpan;
import io.tracemill.schemas.flat.StringTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dataset of memory: a row per instant or counter that says how much is allocated or reserved, and per change of PyTorch's
 * allocator, which said no more than that in 2021.
 */
final class MemoryRows implements Derivation<SpanBatch, FlatSpan, MemoryRows.Point> {

    private static final CounterColumns SIZES = new CounterColumns("allocated_bytes", "reserved_bytes", "active_bytes");

    /** Sizes of which one must be there: allocated and reserved. */
    private static final int TELLING = 2;

    /** What PyTorch gives as the type of the device of memory on the host. */
    private static final String HOST = "0";

    /** Name of the instants of PyTorch's allocator. */
    private static final byte[] CHANGE = "[memory]".getBytes(US_ASCII);

    /** Category whose events are named for the component that holds the memory. */
    private static final byte[] BY_COMPONENT = "memory_record".getBytes(US_ASCII);

    /** Category whose events are named for the operator that asked for the memory. */
    private static final byte[] BY_OPERATOR = "operator_memory".getBytes(US_ASCII);

    private final Arguments arguments = new Arguments(List.of("Addr", "Device Type", "Device Id"));
    private final RowPool<Point> rows = new RowPool<>(Point::new);

    static DerivedDataset<SpanBatch, FlatSpan, Point> dataset() {
        List<Column<SpanBatch, Point>> columns =
                new ArrayList<>(SpanRows.columns(point -> point.span, "trace_id", "node", "rank"));
        columns.add(Column.optional("device", STRING, new ColumnSource.OfRow<>((batch, point) -> point.device)));
        columns.add(
                SpanRows.<Point>columns(point -> point.span, "category").get(0).as("source"));
        columns.add(Column.optional(
                "component", STRING, new ColumnSource.Texts<>(Rows::strings, point -> point.component)));
        columns.add(
                Column.optional("operator", STRING, new ColumnSource.Texts<>(Rows::strings, point -> point.operator)));
        columns.addAll(SpanRows.columns(point -> point.span, "start_ns", "start_time", "bytes", "duration_ns"));
        columns.add(Column.optional(
                "address", INT64, new ColumnSource.Numbers<>(point -> point.hasAddress, point -> point.address)));
        columns.addAll(SIZES.columns(point -> point.sizes));
        return new DerivedDataset<>("memory", Datasets.SPANS, columns, MemoryRows::new);
    }

    @Override
    public Rows<SpanBatch, Point> rows(Rows<SpanBatch, FlatSpan> of) {
        rows.clear();
        for (int i = 0; i < of.size(); i++) {
            FlatEvent event = of.row(i).event;
            if (isPoint(event) && (tellsMemory(event) || isChange(event, of.strings()))) {
                rows.next().set(of.row(i), of.strings(), arguments);
            }
        }
        return rows.of(of);
    }

    private static boolean isPoint(FlatEvent event) {
        return switch (event.kind) {
            case INSTANT, COUNTER -> true;
            case OPERATOR, LAUNCH, RUNTIME, KERNEL, COMMUNICATION, MEMCPY, MEMSET, ANNOTATION, PYTHON, SYNC, OTHER ->
                false;
        };
    }

    private static boolean isChange(FlatEvent event, StringTable strings) {
        return event.has(Attribute.BYTES) && is(event.text(Attribute.NAME), CHANGE, strings);
    }

    private static boolean is(int index, byte[] text, StringTable strings) {
        return index != FlatEvent.NONE
                && Arrays.equals(
                        strings.bytes(),
                        strings.start(index),
                        strings.start(index) + strings.length(index),
                        text,
                        0,
                        text.length);
    }

    private static boolean tellsMemory(FlatEvent event) {
        if (!event.hasCounters()) {
            return false;
        }
        Counters counters = new Counters(event);
        while (counters.next()) {
            int size = SIZES.indexOf(counters);
            if (size >= 0 && size < TELLING) {
                return true;
            }
        }
        return false;
    }

    /** What is known of memory at one time. */
    static final class Point {
        private FlatSpan span = new FlatSpan();
        private final double[] sizes = SIZES.values();
        private @Nullable String device;
        private int component;
        private int operator;
        private boolean hasAddress;
        private long address;

        private void set(FlatSpan of, StringTable strings, Arguments arguments) {
            span = of;
            Arrays.fill(sizes, CounterColumns.NONE);
            if (of.event.hasCounters()) {
                size(new Counters(of.event));
            }
            name(strings);
            arguments.read(of.event);
            address(arguments.get(0));
            boolean onHost = HOST.equals(arguments.get(1));
            int named = of.event.text(Attribute.DEVICE);
            device = named == FlatEvent.NONE ? (onHost ? null : arguments.get(2)) : strings.text(named);
        }

        private void size(Counters counters) {
            while (counters.next()) {
                int size = SIZES.indexOf(counters);
                if (size >= 0) {
                    sizes[size] = counters.value();
                }
            }
        }

        private void name(StringTable strings) {
            int name = span.event.text(Attribute.NAME);
            boolean byComponent = isOf(BY_COMPONENT, strings);
            component = byComponent ? name : FlatEvent.NONE;
            operator = byComponent ? FlatEvent.NONE : isOf(BY_OPERATOR, strings) ? name : span.parent;
        }

        private boolean isOf(byte[] category, StringTable strings) {
            return is(span.event.text(Attribute.CATEGORY), category, strings);
        }

        private void address(@Nullable String value) {
            try {
                hasAddress = value != null;
                address = value == null ? 0 : Long.decode(value);
            } catch (NumberFormatException e) {
                hasAddress = false; // no allocation can be told by it
            }
        }
    }
}
