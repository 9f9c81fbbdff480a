package io.tracemill.streams.fleet;

import io.tracemill.schemas.ReadingKind;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetryDevice;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.streams.state.NodeHead;
import io.tracemill.streams.state.NodeState;
import io.tracemill.streams.state.NodeTraceState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A node of the fleet: its series, the names of its devices, and the traces that were recorded on it. Its readings lie
 * in the store: a segment for each batch, and one for each ten minutes of append time that are over. They are kept for
 * six hours of append time. A reading that comes late goes where its append time says, and counts like any other.
 */
final class Node {

    /** How far a reading may be ahead of the append time of its batch, in ns. One beyond that is not joined. */
    static final long MOST_AHEAD_NANOS = 600_000_000_000L;

    /** Append time that one folded segment covers, in ms. */
    static final long SLOT_MILLIS = 600_000;

    /** Append time for which readings are kept, in slots: six hours, and the two that are begun. */
    static final int SLOTS = 38;

    private static final int MOST_TRACES = 256;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String name;
    private final SeriesTable series;
    private final DeviceNames devices;
    private final Deque<NodeTraceState> traces;
    private final SortedSet<Long> folded;
    private long slot = Long.MIN_VALUE;
    private int segments;
    private boolean ended;
    private long toldMinute = Long.MIN_VALUE;
    private boolean changed = true;

    /** A node of which nothing is known. */
    Node(String name) {
        this.name = name;
        series = new SeriesTable();
        devices = new DeviceNames();
        traces = new ArrayDeque<>();
        folded = new TreeSet<>();
    }

    /** A node as it was kept. Its latest readings are read again to know when each series was read last. */
    Node(String name, NodeState state, NodeHead head, NodeSegments store) {
        this.name = name;
        series = new SeriesTable(state.getSeries(), state.getNextId());
        devices = new DeviceNames(state.getDevices());
        traces = new ArrayDeque<>(state.getTraces());
        folded = new TreeSet<>(state.getFolded());
        slot = head.getSlot();
        segments = head.getSegments();
        ended = head.getEnded();
        toldMinute = head.getToldMinute();
        changed = false;
        store.read(name, slot, segments, (id, time, value) -> {
            SeriesTable.@Nullable Entry entry = series.byId(id);
            if (entry != null) {
                entry.read(time, slot);
            }
        });
    }

    /** Its name. */
    String name() {
        return name;
    }

    SeriesTable series() {
        return series;
    }

    DeviceNames devices() {
        return devices;
    }

    /** Whether the publisher of its latest readings said that no more come. */
    boolean ended() {
        return ended;
    }

    /** Notes that no more readings come. */
    void end() {
        ended = true;
    }

    /** Latest minute that was told, since 1970; {@link Long#MIN_VALUE} if none was. */
    long toldMinute() {
        return toldMinute;
    }

    /** Notes that a minute was told. */
    void told(long minute) {
        toldMinute = Math.max(toldMinute, minute);
    }

    /**
     * Takes a batch of readings into a segment.
     *
     * @return number of readings that are not joined, since their time is too far ahead or there are too many series
     */
    int take(TelemetryBatch batch, long atMillis, JoinedQuantities joined, NodeSegments store) {
        turn(Math.floorDiv(atMillis, SLOT_MILLIS), store);
        ended = false;
        names(batch);
        SortedMap<Integer, SeriesReadings> kept = new TreeMap<>();
        int refused = readings(batch, atMillis, joined, kept);
        if (!kept.isEmpty()) {
            kept.replaceAll((id, readings) -> readings.sorted());
            store.put(name, slot, segments++, Segment.of(kept));
        }
        return refused;
    }

    private void names(TelemetryBatch batch) {
        List<String> strings = batch.getStrings();
        for (TelemetryDevice device : batch.getDevices()) {
            changed |= devices.add(
                    strings.get(device.getDevice()),
                    device.getIndex(),
                    device.getUuid() == null ? null : strings.get(device.getUuid()),
                    device.getPci() == null ? null : strings.get(device.getPci()));
        }
    }

    private int readings(
            TelemetryBatch batch, long atMillis, JoinedQuantities joined, Map<Integer, SeriesReadings> kept) {
        int refused = 0;
        int known = series.nextId();
        long latest = atMillis * NANOS_PER_MILLI + MOST_AHEAD_NANOS;
        Map<Series, SeriesTable.@Nullable Entry> entries = new HashMap<>();
        for (TelemetrySample sample : batch.getSamples()) {
            Series of = seriesOf(batch, sample, joined);
            if (of == null) {
                continue;
            }
            SeriesTable.Entry entry = sample.getTimeNs() > latest ? null : entries.computeIfAbsent(of, series::of);
            if (entry == null) {
                refused++;
                continue;
            }
            entry.read(sample.getTimeNs(), slot);
            kept.computeIfAbsent(entry.id, id -> new SeriesReadings()).add(sample.getTimeNs(), sample.getValue());
        }
        changed |= series.nextId() != known;
        return refused;
    }

    private static @Nullable Series seriesOf(TelemetryBatch batch, TelemetrySample sample, JoinedQuantities joined) {
        List<String> strings = batch.getStrings();
        if (sample.getQuantity() == null) {
            return null;
        }
        String quantity = strings.get(sample.getQuantity());
        @Nullable String device = sample.getDevice() == null ? null : strings.get(sample.getDevice());
        if (!joined.contain(device, quantity)) {
            return null;
        }
        return new Series(
                batch.getSource(),
                device,
                quantity,
                sample.getSeriesLabels() == null ? null : strings.get(sample.getSeriesLabels()),
                sample.getKind() == ReadingKind.COUNTER);
    }

    /** Folds what was read in earlier slots, and forgets what is older than six hours. */
    void turn(long now, NodeSegments store) {
        if (now <= slot) {
            return;
        }
        changed = true;
        if (segments > 0) {
            store.fold(name, slot, segments);
            folded.add(slot);
        }
        slot = now;
        segments = 0;
        while (!folded.isEmpty() && folded.first() <= now - SLOTS) {
            store.delete(name, folded.first());
            folded.remove(folded.first());
        }
        series.forgetBefore(now - SLOTS);
    }

    /** Whether nothing is known of the node any more. */
    boolean isForgotten() {
        return folded.isEmpty() && segments == 0 && series.isEmpty();
    }

    /** The readings of some series in a stretch of time, by their numbers, sorted. */
    Map<Integer, SeriesReadings> read(NodeSegments store, Predicate<Series> which, long fromNanos, long toNanos) {
        Map<Integer, SeriesReadings> found = new HashMap<>();
        Map<Integer, Boolean> wanted = new HashMap<>();
        Segment.Sink sink = (id, time, value) -> {
            if (time >= fromNanos && time <= toNanos && wanted.computeIfAbsent(id, any -> isOf(any, which))) {
                found.computeIfAbsent(id, any -> new SeriesReadings()).add(time, value);
            }
        };
        long earliest = Math.floorDiv((fromNanos - MOST_AHEAD_NANOS) / NANOS_PER_MILLI, SLOT_MILLIS);
        for (long of : folded.tailSet(earliest)) {
            store.readFolded(name, of, sink);
        }
        store.read(name, slot, segments, sink);
        found.replaceAll((id, readings) -> readings.sorted());
        return found;
    }

    /** Passes all readings. */
    void readAll(NodeSegments store, Segment.Sink sink) {
        folded.forEach(of -> store.readFolded(name, of, sink));
        store.read(name, slot, segments, sink);
    }

    private boolean isOf(int id, Predicate<Series> which) {
        SeriesTable.@Nullable Entry entry = series.byId(id);
        return entry != null && which.test(entry.series);
    }

    /** Notes a trace that was recorded on the node. */
    void recorded(String run, long startNanos, long endNanos) {
        changed = true;
        traces.add(new NodeTraceState(run, startNanos, endNanos));
        if (traces.size() > MOST_TRACES) {
            traces.removeFirst();
        }
    }

    /** Other runs of which a trace was recorded on the node in a stretch of time, in the order of their names. */
    List<String> neighbours(String run, long startNanos, long endNanos) {
        return traces.stream()
                .filter(trace -> !trace.getRun().equals(run))
                .filter(trace -> trace.getStartNs() <= endNanos && trace.getEndNs() >= startNanos)
                .map(NodeTraceState::getRun)
                .distinct()
                .sorted()
                .toList();
    }

    /** Ten minutes of append time that the latest batch belongs to. */
    long slot() {
        return slot;
    }

    /** Whether {@link #state} has changed since this was asked last. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** What seldom changes. */
    NodeState state() {
        return NodeState.newBuilder()
                .setSeries(series.state())
                .setNextId(series.nextId())
                .setDevices(devices.state())
                .setTraces(new ArrayList<>(traces))
                .setFolded(new ArrayList<>(folded))
                .build();
    }

    /** What changes with every batch. */
    NodeHead head() {
        return new NodeHead(slot, segments, ended, toldMinute);
    }
}
