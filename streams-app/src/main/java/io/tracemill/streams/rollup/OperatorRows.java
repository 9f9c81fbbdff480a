package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.state.OperatorState;
import io.tracemill.streams.state.OperatorsState;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.OpenKeys;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * Analysis with one row for each operator and annotation: calls, durations, self time, and the device events they own.
 */
final class OperatorRows implements Analysis {

    private final AvroSerde<OperatorsState> serde = AvroSerde.of(OperatorsState.class);
    private final Symbols symbols;
    private final RowTable<OperatorRow> partial = new RowTable<>(OperatorRow::new);
    private final RowTable<OperatorRow> totals = new RowTable<>(OperatorRow::new);
    private final List<OperatorRow> touched = new ArrayList<>();
    private long partialUnlinkedNanos;
    private long unlinkedNanos;

    OperatorRows(Symbols symbols) {
        this.symbols = symbols;
    }

    @Override
    public String name() {
        return "operators";
    }

    @Override
    public void accept(TraceSpan span) {
        if (span.nests()) {
            row(span.operatorKey()).addSpan(span);
        } else if (span.isDeviceEvent()) {
            addDeviceEvent(span);
        }
    }

    private void addDeviceEvent(TraceSpan span) {
        Launch launch = span.launch();
        long nanos = span.durationNanos();
        if (launch == null || launch.owner() == null) {
            partialUnlinkedNanos = Saturating.sum(partialUnlinkedNanos, nanos);
            return;
        }
        row(launch.ownerKey()).addOwned(nanos);
        for (OpenKeys open = launch.openKeys(); open != null; open = open.outer()) {
            row(open.key()).addUnder(nanos);
        }
    }

    private OperatorRow row(int key) {
        OperatorRow row = partial.at(key);
        if (row.touch()) {
            touched.add(row);
        }
        return row;
    }

    @Override
    public byte[] partial() {
        List<OperatorState> rows = new ArrayList<>(touched.size());
        touched.forEach(row -> rows.add(row.state()));
        return serde.encode(new OperatorsState(rows, partialUnlinkedNanos));
    }

    @Override
    public void endPartial() {
        for (OperatorRow row : touched) {
            totals.at(row.key()).add(row);
            row.clear();
        }
        touched.clear();
        unlinkedNanos = Saturating.sum(unlinkedNanos, partialUnlinkedNanos);
        partialUnlinkedNanos = 0;
    }

    @Override
    public byte[] totals() {
        List<OperatorState> rows = new ArrayList<>();
        totals.forEach(row -> rows.add(row.state()));
        return serde.encode(new OperatorsState(rows, unlinkedNanos));
    }

    @Override
    public void add(byte[] encoded) {
        OperatorsState state = serde.decode(encoded);
        for (OperatorState row : state.getRows()) {
            totals.at(row.getKey()).add(row);
        }
        unlinkedNanos = Saturating.sum(unlinkedNanos, state.getUnlinkedNs());
    }

    @Override
    public void report(TraceRows out) {
        List<OperatorRow> rows = new ArrayList<>();
        totals.forEach(rows::add);
        long selfNanos = rows.stream()
                .filter(OperatorRow::isOperator)
                .mapToLong(OperatorRow::selfNanos)
                .reduce(0, Saturating::sum);
        long deviceNanos = rows.stream().mapToLong(OperatorRow::deviceNanos).reduce(unlinkedNanos, Saturating::sum);
        for (OperatorRow row : rows) {
            if (row.hasSpans()) {
                out.emit(stats(row, out.info(), selfNanos, deviceNanos));
            }
        }
    }

    private OperatorStats stats(OperatorRow row, TraceInfo info, long selfNanos, long deviceNanos) {
        OperatorStats.Builder stats = OperatorStats.newBuilder()
                .setTraceId(info.getTraceId())
                .setRun(info.getRun())
                .setDate(info.getDate())
                .setNode(info.getNode())
                .setRank(info.getRank())
                .setOperator(symbols.names().symbol(row.key() / 2))
                .setSelfPct(row.isOperator() ? Percent.of(row.selfNanos(), selfNanos) : null)
                .setDevicePct(Percent.of(row.deviceNanos(), deviceNanos));
        return row.stats(stats).build();
    }
}
