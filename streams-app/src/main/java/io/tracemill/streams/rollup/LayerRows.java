package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Layer;
import io.tracemill.schemas.LayerStats;
import io.tracemill.schemas.Phase;
import io.tracemill.streams.state.LayerState;
import io.tracemill.streams.state.LayersState;
import io.tracemill.streams.trace.LaunchLayer;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Analysis with one row for each kind of layer and device. It has no rows if nothing tells a layer. */
final class LayerRows implements Analysis {

    private static final int EVENTS = 0;
    private static final int NANOS = 1;
    private static final int FORWARD = 2;
    private static final int BACKWARD = 3;
    private static final int RECOMPUTE = 4;
    private static final int SUMS = 5;

    private final AvroSerde<LayersState> serde = AvroSerde.of(LayersState.class);
    private final Symbols symbols;
    private final RowTable<Device> devices = new RowTable<>(Device::new);

    /** Sums of one device by code of the layer: those of the partial, and those before it. */
    private static final class Device {
        private final int id;
        private final long[][] partial = new long[LaunchLayer.CODES][SUMS];
        private final long[][] totals = new long[LaunchLayer.CODES][SUMS];

        Device(int id) {
            this.id = id;
        }

        void endPartial() {
            for (int code = 0; code < totals.length; code++) {
                add(totals[code], partial[code]);
                Arrays.fill(partial[code], 0);
            }
        }

        static void add(long[] sums, long[] more) {
            for (int sum = 0; sum < SUMS; sum++) {
                sums[sum] = Saturating.sum(sums[sum], more[sum]);
            }
        }
    }

    LayerRows(Symbols symbols) {
        this.symbols = symbols;
    }

    @Override
    public String name() {
        return "layers";
    }

    @Override
    public void accept(TraceSpan span) {
        if (!span.isDeviceEvent()) {
            return;
        }
        int code = span.launch() == null ? 0 : LaunchLayer.code(span.launch().layer());
        long[] sums = devices.at(span.device()).partial[code];
        sums[EVENTS]++;
        add(sums, NANOS, span);
        @Nullable Phase phase = span.phase();
        if (phase == Phase.FORWARD) {
            add(sums, FORWARD, span);
        } else if (phase == Phase.BACKWARD) {
            add(sums, BACKWARD, span);
        } else if (phase == Phase.RECOMPUTE) {
            add(sums, RECOMPUTE, span);
        }
    }

    private static void add(long[] sums, int sum, TraceSpan span) {
        sums[sum] = Saturating.sum(sums[sum], span.durationNanos());
    }

    @Override
    public byte[] partial() {
        return encode(device -> device.partial);
    }

    @Override
    public void endPartial() {
        devices.forEach(Device::endPartial);
    }

    @Override
    public byte[] totals() {
        return encode(device -> device.totals);
    }

    private byte[] encode(Function<Device, long[][]> of) {
        List<LayerState> rows = new ArrayList<>();
        devices.forEach(device -> {
            long[][] sums = of.apply(device);
            for (int code = 0; code < sums.length; code++) {
                if (sums[code][EVENTS] > 0) {
                    rows.add(new LayerState(
                            device.id, code, Arrays.stream(sums[code]).boxed().toList()));
                }
            }
        });
        return serde.encode(new LayersState(rows));
    }

    @Override
    public void add(byte[] encoded) {
        for (LayerState row : serde.decode(encoded).getRows()) {
            long[] more = row.getSums().stream().mapToLong(Long::longValue).toArray();
            Device.add(devices.at(row.getDevice()).totals[row.getLayer()], more);
        }
    }

    @Override
    public void report(TraceRows out) {
        List<LayerStats> rows = new ArrayList<>();
        devices.forEach(device -> {
            long all = 0;
            for (long[] sums : device.totals) {
                all = Saturating.sum(all, sums[NANOS]);
            }
            for (int code = 0; code < device.totals.length; code++) {
                if (device.totals[code][EVENTS] > 0) {
                    rows.add(row(device.id, LaunchLayer.at(code), device.totals[code], all, out));
                }
            }
        });
        if (rows.stream().anyMatch(row -> row.getLayer() != Layer.OTHER)) {
            rows.forEach(out::emit);
        }
    }

    private LayerStats row(int device, @Nullable LaunchLayer layer, long[] sums, long all, TraceRows out) {
        return LayerStats.newBuilder()
                .setTraceId(out.info().getTraceId())
                .setRun(out.info().getRun())
                .setDate(out.info().getDate())
                .setNode(out.info().getNode())
                .setRank(out.info().getRank())
                .setDevice(device == Symbols.NONE ? null : symbols.devices().symbol(device))
                .setLayer(layer == null ? Layer.OTHER : layer.layer())
                .setSource(layer == null ? null : layer.source())
                .setKernelCount(sums[EVENTS])
                .setDeviceNs(sums[NANOS])
                .setDevicePct(all == 0 ? null : 100.0 * sums[NANOS] / all)
                .setForwardNs(sums[FORWARD])
                .setBackwardNs(sums[BACKWARD])
                .setRecomputeNs(sums[RECOMPUTE])
                .build();
    }
}
