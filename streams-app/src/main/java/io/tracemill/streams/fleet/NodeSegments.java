package io.tracemill.streams.fleet;

import io.tracemill.streams.store.KeyValues;
import java.util.SortedMap;
import java.util.TreeMap;

/** The readings of nodes in a store. */
final class NodeSegments {

    private static final String SEGMENT = "segment|";
    private static final String FOLDED = "folded|";

    private final KeyValues store;

    NodeSegments(KeyValues store) {
        this.store = store;
    }

    private static String key(String node, long slot, int number) {
        return SEGMENT + node + '|' + slot + '|' + number;
    }

    private static String foldedKey(String node, long slot) {
        return FOLDED + node + '|' + slot;
    }

    /** Keeps a segment of a slot under its number. */
    void put(String node, long slot, int number, byte[] segment) {
        store.put(key(node, slot, number), segment);
    }

    /** Makes one compressed segment of those of a slot. */
    void fold(String node, long slot, int segments) {
        SortedMap<Integer, SeriesReadings> all = new TreeMap<>();
        read(
                node,
                slot,
                segments,
                (id, time, value) ->
                        all.computeIfAbsent(id, any -> new SeriesReadings()).add(time, value));
        all.replaceAll((id, readings) -> readings.sorted());
        store.put(foldedKey(node, slot), Segment.compressed(all));
        for (int number = 0; number < segments; number++) {
            store.delete(key(node, slot, number));
        }
    }

    /** Passes the readings of the segments of a slot. */
    void read(String node, long slot, int segments, Segment.Sink sink) {
        for (int number = 0; number < segments; number++) {
            read(key(node, slot, number), sink);
        }
    }

    /** Passes the readings of a slot that is folded. */
    void readFolded(String node, long slot, Segment.Sink sink) {
        read(foldedKey(node, slot), sink);
    }

    private void read(String key, Segment.Sink sink) {
        byte[] segment = store.get(key);
        if (segment == null) {
            throw new IllegalStateException("the store lacks " + key);
        }
        Segment.read(segment, sink);
    }

    /** Deletes a folded segment. */
    void delete(String node, long slot) {
        store.delete(foldedKey(node, slot));
    }
}
