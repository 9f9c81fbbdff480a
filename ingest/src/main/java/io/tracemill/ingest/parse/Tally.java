package io.tracemill.ingest.parse;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Counts by name. */
public final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    /** Adds to the count of a name. */
    public void add(String name, long times) {
        if (times > 0) {
            counts.merge(name, times, Long::sum);
        }
    }

    /** Adds the counts of another tally. */
    public void add(Tally other) {
        other.counts.forEach(this::add);
    }

    /** Sum of all counts. */
    public long sum() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The counts, by name and in the order of the names: what is encoded from them must not differ from process to
     * process.
     */
    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }
}
