package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.CopyDirection;
import io.tracemill.schemas.CopyStats;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.state.CopiesState;
import io.tracemill.streams.state.CopyState;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.List;

/** Analysis with one row for each device and direction of its copies: count, time, bytes and bandwidth. */
final class CopyRows implements Analysis {

    private static final CopyDirection[] DIRECTIONS = CopyDirection.values();

    /** Place of copies of which the file tells no direction. */
    private static final int NONE = DIRECTIONS.length;

    private final AvroSerde<CopiesState> serde = AvroSerde.of(CopiesState.class);
    private final Symbols symbols;
    private final RowTable<CopyRow> partial = new RowTable<>(CopyRow::new);
    private final RowTable<CopyRow> totals = new RowTable<>(CopyRow::new);

    CopyRows(Symbols symbols) {
        this.symbols = symbols;
    }

    @Override
    public String name() {
        return "copies";
    }

    @Override
    public void accept(TraceSpan span) {
        if (span.kind() != EventKind.MEMCPY) {
            return;
        }
        int direction =
                span.event().has(Attribute.COPY_DIRECTION) ? (int) span.event().number(Attribute.COPY_DIRECTION) : NONE;
        CopyRow row = partial.at(span.device() * (NONE + 1) + direction);
        if (span.event().has(Attribute.BYTES)) {
            row.add(span.durationNanos(), Math.max(0, span.event().number(Attribute.BYTES)));
        } else {
            row.add(span.durationNanos());
        }
    }

    @Override
    public byte[] partial() {
        return state(partial);
    }

    @Override
    public void endPartial() {
        partial.forEach(row -> {
            if (row.hasCopies()) {
                totals.at(row.key()).add(row);
                row.clear();
            }
        });
    }

    @Override
    public byte[] totals() {
        return state(totals);
    }

    private byte[] state(RowTable<CopyRow> of) {
        List<CopyState> rows = new ArrayList<>();
        of.forEach(row -> {
            if (row.hasCopies()) {
                rows.add(row.state());
            }
        });
        return serde.encode(new CopiesState(rows));
    }

    @Override
    public void add(byte[] encoded) {
        for (CopyState row : serde.decode(encoded).getRows()) {
            totals.at(row.getKey()).add(row);
        }
    }

    @Override
    public void report(TraceRows out) {
        totals.forEach(row -> {
            if (row.hasCopies()) {
                out.emit(stats(row, out));
            }
        });
    }

    private CopyStats stats(CopyRow row, TraceRows out) {
        int device = row.key() / (NONE + 1);
        int direction = row.key() % (NONE + 1);
        return row.stats(CopyStats.newBuilder()
                        .setTraceId(out.info().getTraceId())
                        .setRun(out.info().getRun())
                        .setDate(out.info().getDate())
                        .setNode(out.info().getNode())
                        .setRank(out.info().getRank())
                        .setDevice(
                                device == Symbols.NONE
                                        ? null
                                        : symbols.devices().symbol(device))
                        .setDirection(direction == NONE ? null : DIRECTIONS[direction]))
                .build();
    }
}
