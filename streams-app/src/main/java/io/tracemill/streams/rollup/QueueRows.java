package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.QueueStats;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.state.QueueState;
import io.tracemill.streams.state.QueueWindowState;
import io.tracemill.streams.state.QueuesState;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.LongTable;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Analysis with one row for each device and stream: how many of its device events were launched and had not begun. */
final class QueueRows implements Analysis {

    /** Streams of a trace that get a row: the first to have a launched device event. */
    private static final int MAX_STREAMS = 512;

    /** Device events of a trace that are followed at the same time, over all streams. */
    private static final int MAX_FOLLOWED = 1 << 17;

    private final AvroSerde<QueuesState> serde = AvroSerde.of(QueuesState.class);
    private final Symbols symbols;
    private final RowTable<DeviceTime> devices = new RowTable<>(DeviceTime::new);
    private final LongTable<StreamQueue> queues = new LongTable<>();
    private final List<StreamQueue> inOrder = new ArrayList<>();
    private final List<StreamQueue> touched = new ArrayList<>();
    private int followed;

    /** Window of one device: from the first start to the last end of its device events. */
    private static final class DeviceTime {
        private final int device;
        private long startNanos = Long.MAX_VALUE;
        private long endNanos = Long.MIN_VALUE;

        DeviceTime(int device) {
            this.device = device;
        }

        void add(long start, long end) {
            startNanos = Math.min(startNanos, start);
            endNanos = Math.max(endNanos, end);
        }

        QueueWindowState state() {
            return new QueueWindowState(device, startNanos, endNanos);
        }
    }

    QueueRows(Symbols symbols) {
        this.symbols = symbols;
    }

    @Override
    public String name() {
        return "queues";
    }

    @Override
    public void accept(TraceSpan span) {
        if (!span.isDeviceEvent()) {
            return;
        }
        DeviceTime device = devices.at(span.device());
        device.add(span.startNanos(), span.endNanos());
        Launch launch = span.launch();
        if (launch != null) {
            accept(span, launch, device.startNanos);
        }
    }

    /** The window begins with the first device event, so its start is known before anything waits. */
    private void accept(TraceSpan span, Launch launch, long windowStart) {
        @Nullable StreamQueue queue = queue(span.device(), span.stream());
        if (queue == null || (launch.isGraph() && !queue.isFirstOf(launch))) {
            return;
        }
        if (queue.touch()) {
            touched.add(queue);
        }
        long from = Math.max(launch.startNanos(), windowStart);
        queue.count(from, span.startNanos());
        if (followed < MAX_FOLLOWED) {
            followed -= queue.followed();
            queue.follow(from, span.startNanos());
            followed += queue.followed();
        }
    }

    /** Queue of a stream; null past the limit of streams. */
    private @Nullable StreamQueue queue(int device, int stream) {
        long key = ((long) device << 32) | stream;
        @Nullable StreamQueue queue = queues.get(key);
        if (queue == null && inOrder.size() < MAX_STREAMS) {
            queue = new StreamQueue(device, stream);
            queues.put(key, queue);
            inOrder.add(queue);
        }
        return queue;
    }

    @Override
    public byte[] partial() {
        return encode(touched);
    }

    @Override
    public void endPartial() {
        touched.forEach(StreamQueue::endPartial);
        touched.clear();
    }

    @Override
    public byte[] totals() {
        return encode(inOrder);
    }

    /** State of some queues as they are now; it replaces what was known of them. */
    private byte[] encode(List<StreamQueue> of) {
        List<QueueWindowState> windows = new ArrayList<>();
        devices.forEach(device -> windows.add(device.state()));
        List<QueueState> streams = new ArrayList<>(of.size());
        of.forEach(queue -> streams.add(queue.state()));
        return serde.encode(new QueuesState(windows, streams));
    }

    @Override
    public void add(byte[] encoded) {
        QueuesState state = serde.decode(encoded);
        for (QueueWindowState window : state.getDevices()) {
            devices.at(window.getDevice()).add(window.getStartNs(), window.getEndNs());
        }
        for (QueueState stream : state.getStreams()) {
            @Nullable StreamQueue queue = queue(stream.getDevice(), stream.getStream());
            if (queue != null) {
                followed -= queue.followed();
                queue.restore(stream);
                followed += queue.followed();
            }
        }
    }

    @Override
    public void report(TraceRows out) {
        for (StreamQueue queue : inOrder) {
            queue.finish();
            out.emit(row(queue, out.info()));
        }
    }

    private QueueStats row(StreamQueue queue, TraceInfo info) {
        DeviceTime device = devices.at(queue.device());
        QueueStats.Builder row = QueueStats.newBuilder()
                .setTraceId(info.getTraceId())
                .setRun(info.getRun())
                .setDate(info.getDate())
                .setNode(info.getNode())
                .setRank(info.getRank())
                .setDevice(
                        queue.device() == Symbols.NONE
                                ? null
                                : symbols.devices().symbol(queue.device()))
                .setStream(
                        queue.stream() == Symbols.NONE ? null : symbols.places().symbol(queue.stream()));
        return queue.stats(row, device.endNanos - device.startNanos).build();
    }
}
