package io.tracemill.cli.bench.telemetry;

import java.util.EnumMap;
import java.util.Map;

/**
 * What was seen of one minute, or of a last part of one.
 *
 * @param nanos how long it was
 * @param readings readings published in it
 * @param archived batches that the archive had at its end
 * @param behind batches that were published and not in the archive yet, at most
 * @param latestNanos how much later than it was due an answer was read, at most
 * @param cpuNanos CPU time by part
 * @param heapBytes heap in use, at least, which is that after a collection
 * @param residentBytes memory of the process at its end
 * @param topicBytes the topic on the broker's disk at its end
 */
record Minute(
        long nanos,
        long readings,
        long archived,
        long behind,
        long latestNanos,
        Map<Part, Long> cpuNanos,
        long heapBytes,
        long residentBytes,
        long topicBytes) {

    long cpuNanos(Part part) {
        return cpuNanos.getOrDefault(part, 0L);
    }

    /** What was done between two looks. */
    static Map<Part, Long> difference(Map<Part, Long> before, Map<Part, Long> after) {
        Map<Part, Long> difference = new EnumMap<>(Part.class);
        after.forEach((part, nanos) -> difference.put(part, nanos - before.getOrDefault(part, 0L)));
        return difference;
    }
}
