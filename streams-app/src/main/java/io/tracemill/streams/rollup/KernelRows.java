package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.EventKinds;
import io.tracemill.schemas.KernelStats;
import io.tracemill.streams.state.KernelState;
import io.tracemill.streams.state.KernelsState;
import io.tracemill.streams.trace.FullTable;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Analysis with one row for each device and kernel: calls, durations, launch geometry, and waiting times. At most
 * {@value #MOST} kernels have a row of their own; the calls of all others count for {@code (other)} on their device.
 */
final class KernelRows implements Analysis {

    static final int MOST = 1 << 15;

    /** Their order is part of the saved keys. */
    private static final List<EventKind> KINDS = EventKinds.ON_DEVICE;

    private final AvroSerde<KernelsState> serde = AvroSerde.of(KernelsState.class);
    private final Symbols symbols;
    private final KernelTable partial = new KernelTable();
    private final KernelTable totals = new KernelTable();
    private final List<KernelRow> touched = new ArrayList<>();
    private int named;
    private final SyncWaits syncs;

    KernelRows(Symbols symbols) {
        this.symbols = symbols;
        this.syncs = new SyncWaits((device, key, nanos) -> row(device, key).addCompletion(nanos), symbols.folds());
    }

    @Override
    public String name() {
        return "kernels";
    }

    @Override
    public void accept(TraceSpan span) {
        if (span.isDeviceEvent()) {
            int key = KINDS.size() * span.name() + KINDS.indexOf(span.kind());
            KernelRow row = row(span.device(), key);
            row.addCall(span);
            syncs.deviceEvent(span, row.key());
        } else if (span.kind() == EventKind.SYNC) {
            syncs.sync(span);
        }
    }

    private KernelRow row(int device, int key) {
        KernelRow row = partial.get(device, key);
        if (row == null) {
            row = partial.at(device, keyWithRoom(device, key));
        }
        if (row.touch()) {
            touched.add(row);
        }
        return row;
    }

    /** Key of the row for a kernel that has none in the partial. */
    private int keyWithRoom(int device, int key) {
        if (!isNamed(key) || totals.get(device, key) != null) {
            return key;
        }
        if (named < MOST) {
            named++;
            return key;
        }
        symbols.folds().add(FullTable.KERNELS);
        return KINDS.size() * symbols.names().overflowId() + key % KINDS.size();
    }

    private boolean isNamed(int key) {
        return key / KINDS.size() != symbols.names().overflowId();
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
            totals.at(row.device(), row.key()).add(row);
            row.clear();
        }
        touched.clear();
    }

    @Override
    public byte[] totals() {
        List<KernelState> rows = new ArrayList<>();
        totals.forEach(row -> rows.add(row.state()));
        return serde.encode(new KernelsState(rows, syncs.streams(), syncs.pending()));
    }

    @Override
    public void add(byte[] encoded) {
        KernelsState state = serde.decode(encoded);
        for (KernelState row : state.getRows()) {
            named += isNamed(row.getKey()) && totals.get(row.getDevice(), row.getKey()) == null ? 1 : 0;
            totals.at(row.getDevice(), row.getKey()).add(row);
        }
        syncs.restore(state.getStreams(), state.getSyncs());
    }

    @Override
    public void report(TraceRows out) {
        syncs.finish();
        endPartial();
        long[] deviceNanos = new long[Symbols.MAX_DEVICES + 1];
        totals.forEach(row -> deviceNanos[row.device()] = Saturating.sum(deviceNanos[row.device()], row.totalNanos()));
        totals.forEach(row -> {
            if (row.hasCalls()) {
                out.emit(stats(row, out, deviceNanos[row.device()]));
            }
        });
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
                .setDevicePct(Percent.of(row.totalNanos(), deviceNanos));
        return row.stats(stats).build();
    }
}
