package io.tracemill.streams.trace;

import io.tracemill.schemas.EventKind;
import java.util.Map;
import java.util.TreeMap;

/** Number of events by kind. */
@SuppressWarnings("EnumOrdinal") // an array, as it is counted per event; never stored by ordinal
public final class KindCounts {

    private static final EventKind[] KINDS = EventKind.values();

    private final long[] counts = new long[KINDS.length];
    private long total;

    /** Counts one event. */
    public void add(EventKind kind) {
        counts[kind.ordinal()]++;
        total++;
    }

    /** Adds counts by kind. */
    public void add(Map<String, Long> byKind) {
        byKind.forEach((kind, count) -> {
            counts[EventKind.valueOf(kind).ordinal()] += count;
            total += count;
        });
    }

    /** Counts by kind, without kinds that have none. */
    public Map<String, Long> byKind() {
        Map<String, Long> byKind = new TreeMap<>();
        for (EventKind kind : KINDS) {
            if (counts[kind.ordinal()] > 0) {
                byKind.put(kind.name(), counts[kind.ordinal()]);
            }
        }
        return byKind;
    }

    /** Number of events of all kinds. */
    public long total() {
        return total;
    }
}
