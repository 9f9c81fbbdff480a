package io.tracemill.streams.fleet;

import io.tracemill.streams.state.NodeSeriesState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series of a node, each with a number, and when they were read last. A node has at most 5,000. */
final class SeriesTable {

    /** Most series of a node. What comes beyond is not joined. */
    static final int MOST = 5_000;

    private final Map<Series, Entry> bySeries = new LinkedHashMap<>();
    private final Map<Integer, Entry> byId = new HashMap<>();
    private int nextId;

    /** A series, its number, and when it was read last. */
    static final class Entry {
        final int id;
        final Series series;
        private long lastNanos = Long.MIN_VALUE;
        private long slot = Long.MIN_VALUE;

        private Entry(int id, Series series) {
            this.id = id;
            this.series = series;
        }

        /** Notes a reading that was appended in a slot. */
        void read(long timeNanos, long inSlot) {
            lastNanos = Math.max(lastNanos, timeNanos);
            slot = Math.max(slot, inSlot);
        }

        /** Latest time of a reading, in ns since the epoch. */
        long lastNanos() {
            return lastNanos;
        }
    }

    SeriesTable() {}

    /** The table that was kept. */
    SeriesTable(List<NodeSeriesState> kept, int nextId) {
        this.nextId = nextId;
        for (NodeSeriesState state : kept) {
            Series series = new Series(
                    state.getSource(), state.getDevice(), state.getQuantity(), state.getLabels(), state.getCounter());
            add(new Entry(state.getId(), series)).read(state.getLastNs(), state.getSlot());
        }
    }

    private Entry add(Entry entry) {
        bySeries.put(entry.series, entry);
        byId.put(entry.id, entry);
        return entry;
    }

    /** The entry of a series, which is new if it was not read before; null if there are too many. */
    @Nullable
    Entry of(Series series) {
        Entry known = bySeries.get(series);
        if (known != null || bySeries.size() >= MOST) {
            return known;
        }
        return add(new Entry(nextId++, series));
    }

    /** The entry of a number; null if it was forgotten. */
    @Nullable
    Entry byId(int id) {
        return byId.get(id);
    }

    int nextId() {
        return nextId;
    }

    /** The series in the order in which they came. */
    Iterable<Entry> all() {
        return bySeries.values();
    }

    boolean isEmpty() {
        return bySeries.isEmpty();
    }

    /** Forgets the series of which no reading was appended in a slot or later. */
    void forgetBefore(long slot) {
        bySeries.values().removeIf(entry -> entry.slot < slot);
        byId.values().removeIf(entry -> entry.slot < slot);
    }

    /** What is to be kept. */
    List<NodeSeriesState> state() {
        List<NodeSeriesState> state = new ArrayList<>();
        for (Entry entry : bySeries.values()) {
            Series series = entry.series;
            state.add(new NodeSeriesState(
                    entry.id,
                    series.source(),
                    series.device(),
                    series.quantity(),
                    series.labels(),
                    series.counter(),
                    entry.lastNanos,
                    entry.slot));
        }
        return state;
    }
}
