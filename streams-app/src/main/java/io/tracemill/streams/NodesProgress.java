package io.tracemill.streams;

import io.tracemill.schemas.NodeProgress;
import io.tracemill.streams.store.KeyValues;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** How far each partition of the logs of nodes has been read, as the partitions say. */
final class NodesProgress {

    private static final String KEY = "progress|";

    private final KeyValues store;
    private final Map<Integer, Long> millis = new HashMap<>();

    /** The progress that a store has. */
    NodesProgress(KeyValues store) {
        this.store = store;
        store.forEach(
                KEY,
                (key, value) -> millis.put(
                        Integer.valueOf(key.substring(KEY.length())),
                        ByteBuffer.wrap(value).getLong()));
    }

    /** Notes what a partition says. */
    void note(NodeProgress progress) {
        long time = millis.merge(progress.getPartition(), progress.getTimeMs(), Math::max);
        store.put(
                KEY + progress.getPartition(),
                ByteBuffer.allocate(Long.BYTES).putLong(time).array());
    }

    /** The time up to which all partitions have been read, in ms since 1970; empty before the first has said so. */
    OptionalLong least() {
        return millis.values().stream().mapToLong(Long::longValue).min();
    }
}
