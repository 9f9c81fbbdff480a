package io.tracemill.ingest.publish;

import java.util.Map;

/**
 * What was published of a trace.
 *
 * @param events number of events
 * @param kinds numbers of events, by kind
 * @param launchesWithoutDeviceEvents number of calls that launch kernels by their name, and have no device event
 * @param unrecognised numbers of events that no rule makes device work, by name of a process that is named like a
 * device
 */
public record Published(
        long events, Map<String, Long> kinds, long launchesWithoutDeviceEvents, Map<String, Long> unrecognised) {

    /** Nothing yet. */
    public static final Published NOTHING = new Published(0, Map.of(), 0, Map.of());
}
