package io.tracemill.streams.fleet;

import io.tracemill.schemas.TraceWindows;
import io.tracemill.schemas.WindowDevice;
import java.util.Set;
import java.util.TreeSet;

/**
 * A trace that waits for the readings of its node.
 *
 * @param node its node; empty if that is not known
 * @param windows its windows
 * @param appendMillis append time of the windows, in ms since 1970
 * @param bytes size of the encoded windows
 */
record Waiting(String node, TraceWindows windows, long appendMillis, int bytes) {

    /** Time of the readings after which those of the trace are complete, behind its end, in ns. */
    static final long SETTLED_NANOS = 90_000_000_000L;

    /** Append time after which a trace is answered in any case, in ms. */
    static final long LONGEST_MILLIS = 600_000;

    /** How long before its start a source must have been read to be expected, in ns. */
    private static final long RECENT_NANOS = 600_000_000_000L;

    /** Append time at which it is answered in any case, in ms since 1970. */
    long deadlineMillis() {
        return appendMillis + LONGEST_MILLIS;
    }

    /** Whether all readings that are expected of the node, and of the devices of the trace, are there. */
    boolean isComplete(Node node) {
        Set<String> devices = devices(node);
        boolean some = false;
        for (SeriesTable.Entry entry : node.series().all()) {
            if (isExpected(entry, devices)) {
                some |= entry.series.device() != null;
                if (entry.lastNanos() < windows.getEndNs() + SETTLED_NANOS) {
                    return false;
                }
            }
        }
        return some;
    }

    /**
     * The sources of which readings are missing, in the order of their names. If no more readings come, one that was
     * read shortly before the end of the trace is not missing.
     */
    Set<String> missing(Node node) {
        Set<String> devices = devices(node);
        Set<String> missing = new TreeSet<>();
        long until = windows.getEndNs() + (node.ended() ? -SETTLED_NANOS : SETTLED_NANOS);
        for (SeriesTable.Entry entry : node.series().all()) {
            if (isExpected(entry, devices) && entry.lastNanos() < until) {
                missing.add(entry.series.source());
            }
        }
        return missing;
    }

    private boolean isExpected(SeriesTable.Entry entry, Set<String> devices) {
        String device = entry.series.device();
        return (device == null || devices.contains(device)) && entry.lastNanos() >= windows.getStartNs() - RECENT_NANOS;
    }

    /** Names that sources have for the devices of the trace. */
    Set<String> devices(Node node) {
        Set<String> names = new TreeSet<>();
        for (WindowDevice device : windows.getDevices()) {
            names.addAll(node.devices().of(device));
        }
        return names;
    }
}
