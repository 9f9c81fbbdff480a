package io.tracemill.storage.publish;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The chains that have an open file, the one that waits longest for a record first, and the memory they take. */
final class OpenChains {

    private final Map<Chain, Long> held = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** Takes note of a chain whose open file just got a record. */
    void touched(Chain chain) {
        OpenFile<?, ?> file = chain.open();
        if (file != null) {
            long now = file.bufferedBytes();
            Long before = held.put(chain, now);
            bytes += before == null ? now : now - before;
        }
    }

    /** Takes note of a chain that has no open file any more. */
    void closed(Chain chain) {
        Long before = held.remove(chain);
        bytes -= before == null ? 0 : before;
    }

    /** All of them, in order. */
    Collection<Chain> all() {
        return Collections.unmodifiableSet(held.keySet());
    }

    int size() {
        return held.size();
    }

    /** Bytes of memory that all open files take. */
    long bytes() {
        return bytes;
    }

    /** The one that waits longest for a record, null if there is none. */
    @Nullable
    Chain idlest() {
        return held.isEmpty() ? null : held.keySet().iterator().next();
    }

    /** The one that takes most memory, null if there is none. */
    @Nullable
    Chain largest() {
        Map.Entry<Chain, Long> largest = null;
        for (Map.Entry<Chain, Long> entry : held.entrySet()) {
            if (largest == null || entry.getValue() > largest.getValue()) {
                largest = entry;
            }
        }
        return largest == null ? null : largest.getKey();
    }
}
