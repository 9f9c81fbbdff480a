package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.KernelStats;
import io.tracemill.streams.state.KernelState;
import io.tracemill.streams.state.KernelsState;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Analysis with one row for each device and kernel: calls, durations, launch geometry, and waiting times. */
final class KernelRows implements Analysis {

    private static final List<EventKind> KINDS =
            List.of(EventKind.KERNEL, EventKind.COMMUNICATION, EventKind.MEMCPY, EventKind.MEMSET);

    private final AvroSerde<KernelsState> serde = AvroSerde.of(KernelsState.class);
    private final Symbols symbols;
    private final RowTable<RowTable<KernelRow>> partial = perDevice();
    private final RowTable<RowTable<KernelRow>> totals = perDevice();
    private final List<KernelRow> touched = new ArrayList<>();
    private final SyncWaits syncs =
            new SyncWaits((device, key, nanos) -> row(device, key).addCompletion(nanos));

    KernelRows(Symbols symbols) {
        this.symbols = symbols;
    }

    private static RowTable<RowTable<KernelRow>> perDevice() {
        return new RowTable<>(device -> new RowTable<>(key -> new KernelRow(device, key)));
    }

    @Override
    public String name() {
        return "kernels";
    }

    @Override
    public void accept(TraceSpan span) {
        if (span.isDeviceEvent()) {
            int key = KINDS.size() * span.name() + KINDS.indexOf(span.kind());
            row(span.device(), key).addCall(span);
            syncs.deviceEvent(span, key);
        } else if (span.kind() == EventKind.SYNC) {
            syncs.sync(span);
        }
    }

    private KernelRow row(int device, int key) {
        KernelRow row = partial.at(device).at(key);
        if (row.touch()) {
            touched.add(row);
        }
        return row;
    }

    @Override
    public byte[] partial() {
        List<KernelState> rows = new ArrayList<>(touched.size());
        touched.forEach(row -> rows.add(row.state()));
        return serde.encode(new KernelsState(rows, syncs.streams(), syncs.pending()));
    }

    @Override
    public void endPartial() {
        for (KernelRow row : touched) {
            totals.at(row.device()).at(row.key()).add(row);
            row.clear();
        }
        touched.clear();
    }

    @Override
    public byte[] totals() {
        List<KernelState> rows = new ArrayList<>();
        totals.forEach(device -> device.forEach(row -> rows.add(row.state())));
        return serde.encode(new KernelsState(rows, syncs.streams(), syncs.pending()));
    }

    @Override
    public void add(byte[] encoded) {
        KernelsState state = serde.decode(encoded);
        for (KernelState row : state.getRows()) {
            totals.at(row.getDevice()).at(row.getKey()).add(row);
        }
        syncs.restore(state.getStreams(), state.getSyncs());
    }

    @Override
    public void report(TraceRows out) {
        syncs.finish();
        endPartial();
        totals.forEach(device -> report(device, out));
    }

    private void report(RowTable<KernelRow> device, TraceRows out) {
        List<KernelRow> rows = new ArrayList<>();
        device.forEach(rows::add);
        long deviceNanos = rows.stream().mapToLong(KernelRow::totalNanos).sum();
        for (KernelRow row : rows) {
            if (row.hasCalls()) {
                out.emit(stats(row, out, deviceNanos));
            }
        }
    }

    private KernelStats stats(KernelRow row, TraceRows out, long deviceNanos) {
        @Nullable
        String device = row.device() == Symbols.NONE ? null : symbols.devices().symbol(row.device());
        KernelStats.Builder stats = KernelStats.newBuilder()
                .setTraceId(out.info().getTraceId())
                .setRun(out.info().getRun())
                .setDate(out.info().getDate())
                .setNode(out.info().getNode())
                .setRank(out.info().getRank())
                .setDevice(device)
                .setKernel(symbols.names().symbol(row.key() / KINDS.size()))
                .setKind(KINDS.get(row.key() % KINDS.size()))
                .setPercentage(Percent.of(row.totalNanos(), deviceNanos));
        return row.stats(stats).build();
    }
}
