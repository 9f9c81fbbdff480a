package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.PhaseStats;
import io.tracemill.streams.activity.GapSplit;
import io.tracemill.streams.activity.HostActivities;
import io.tracemill.streams.activity.IdleRoom;
import io.tracemill.streams.roof.Roof;
import io.tracemill.streams.roof.Roofs;
import io.tracemill.streams.state.FrontierState;
import io.tracemill.streams.state.SweepState;
import io.tracemill.streams.state.WindowState;
import io.tracemill.streams.trace.FullTable;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Analysis with one row for each device and step: time by class of work, overlap, and idle time by cause. At most
 * {@value #MOST_WINDOWS} windows are begun; the events of later steps count for the last window of their device.
 */
final class DeviceRows implements Analysis {

    static final int MOST_WINDOWS = 1 << 14;

    private final AvroSerde<SweepState> serde = AvroSerde.of(SweepState.class);
    private final Symbols symbols;
    private final GapSplit split;
    private final IdleRoom room;
    private final IdleNames idleNames;
    private final RowTable<Device> devices = new RowTable<>(Device::new);
    private final BusyDevices busy;
    private final Roofs roofs;
    private int windows;

    /** State of one device: its progress, its windows in the partial, and its windows before the partial. */
    private final class Device {
        private final DeviceProgress frontier;
        private final Map<Integer, DeviceWindow> partial = new TreeMap<>();
        private final Map<Integer, DeviceWindow> totals = new TreeMap<>();
        private @Nullable DeviceWindow current;

        Device(int id) {
            frontier = new DeviceProgress(id);
        }

        DeviceWindow window() {
            DeviceWindow known = current;
            if (known == null || known.step() != frontier.step()) {
                known = partial.computeIfAbsent(
                        frontier.step(), step -> total(step).next());
                current = known;
            }
            return known;
        }

        private DeviceWindow total(int step) {
            return totals.computeIfAbsent(step, any -> new DeviceWindow(any, room));
        }

        void advanceTo(TraceSpan span) {
            if (frontier.hasBegun()) {
                frontier.advanceTo(span, window(), split);
            } else {
                frontier.begin(span.startNanos());
                busy.add(frontier);
            }
        }

        void count(TraceSpan span) {
            DeviceWindow window = window();
            window.startsAt(span.startNanos());
            Roof roof = roofs.of(frontier.device());
            window.count(span, roof);
            frontier.run(span, Work.of(span, roof));
        }

        void endPartial() {
            partial.forEach((step, window) -> total(step).add(window));
            partial.clear();
            frontier.endPartial();
            current = null;
        }
    }

    DeviceRows(Symbols symbols, HostActivities activities, BusyDevices busy, Roofs roofs) {
        this.symbols = symbols;
        this.busy = busy;
        this.roofs = roofs;
        this.split = new GapSplit(activities, symbols);
        this.room = new IdleRoom(activities);
        this.idleNames = new IdleNames(activities, symbols.frames());
    }

    @Override
    public String name() {
        return "devices";
    }

    @Override
    public void accept(TraceSpan span) {
        if (!span.isDeviceEvent()) {
            return;
        }
        Device device = devices.at(span.device());
        boolean fresh = !device.frontier.hasBegun();
        device.advanceTo(span);
        if (device.frontier.opensWindow(span)) {
            if (windows < MOST_WINDOWS) {
                device.frontier.enterStep(span.step());
                fresh = true;
            } else {
                symbols.folds().add(FullTable.STEPS);
            }
        }
        windows += fresh ? 1 : 0;
        device.count(span);
        busy.progressed(device.frontier);
    }

    @Override
    public byte[] partial() {
        return encode(device -> device.partial, false);
    }

    @Override
    public void endPartial() {
        devices.forEach(Device::endPartial);
    }

    @Override
    public byte[] totals() {
        return encode(device -> device.totals, true);
    }

    private byte[] encode(Function<Device, Map<Integer, DeviceWindow>> of, boolean all) {
        List<FrontierState> frontiers = new ArrayList<>();
        List<WindowState> windows = new ArrayList<>();
        devices.forEach(device -> {
            if (!of.apply(device).isEmpty()) {
                frontiers.add(device.frontier.state(all));
                of.apply(device).values().forEach(window -> windows.add(window.state(device.frontier.device())));
            }
        });
        return serde.encode(new SweepState(frontiers, windows));
    }

    @Override
    public void add(byte[] encoded) {
        SweepState state = serde.decode(encoded);
        for (FrontierState frontier : state.getFrontiers()) {
            Device device = devices.at(frontier.getDevice());
            if (!device.frontier.hasBegun()) {
                busy.add(device.frontier);
            }
            device.frontier.restore(frontier);
        }
        for (WindowState window : state.getWindows()) {
            Device device = devices.at(window.getDevice());
            windows += device.totals.containsKey(window.getStep()) ? 0 : 1;
            DeviceWindow total = device.total(window.getStep());
            int before = total.idleTimes().size();
            total.add(DeviceWindow.of(window, room));
            room.restore(total.idleTimes().size() - before);
        }
        busy.findEarliest();
    }

    @Override
    public void report(TraceRows out) {
        devices.forEach(device -> {
            device.frontier.finish(device.window());
            device.endPartial();
            report(device, out);
        });
    }

    private void report(Device device, TraceRows out) {
        DeviceWindow trace = new DeviceWindow(Launch.BEFORE_STEPS, room);
        device.totals.values().forEach(trace::add);
        int lastStep = device.frontier.step();
        if (lastStep != Launch.BEFORE_STEPS) {
            for (DeviceWindow window : device.totals.values()) {
                DeviceStats.Builder row = row(device, out).setStep(window.step());
                report(device, window, row.setTruncated(window.step() == lastStep), out);
            }
        }
        report(device, trace, row(device, out).setTruncated(false), out);
        if (device.frontier.device() != Symbols.NONE) {
            out.info().getDevices().add(symbols.devices().symbol(device.frontier.device()));
        }
    }

    private void report(Device device, DeviceWindow window, DeviceStats.Builder row, TraceRows out) {
        Roof roof = roofs.of(device.frontier.device());
        DeviceStats stats = window.stats(row, symbols, idleNames, roof).build();
        out.emit(stats);
        window.idleTimes().all().forEach(time -> out.emit(idleNames.row(time, stats)));
        window.phases()
                .forEach((phase, nanos, communication) -> out.emit(PhaseStats.newBuilder()
                        .setTraceId(stats.getTraceId())
                        .setRun(stats.getRun())
                        .setDate(stats.getDate())
                        .setNode(stats.getNode())
                        .setRank(stats.getRank())
                        .setDevice(stats.getDevice())
                        .setStep(stats.getStep())
                        .setPhase(phase)
                        .setDeviceNs(nanos)
                        .setCommunicationNs(communication)
                        .build()));
    }

    private DeviceStats.Builder row(Device device, TraceRows out) {
        int id = device.frontier.device();
        @Nullable String name = id == Symbols.NONE ? null : symbols.devices().symbol(id);
        return DeviceStats.newBuilder()
                .setTraceId(out.info().getTraceId())
                .setRun(out.info().getRun())
                .setDate(out.info().getDate())
                .setNode(out.info().getNode())
                .setRank(out.info().getRank())
                .setDevice(name)
                .setDeviceName(out.deviceName(name));
    }
}
