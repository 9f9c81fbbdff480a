package io.tracemill.cli.bench.telemetry;

import io.tracemill.bench.measure.LinuxProcess;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What this process uses, as Linux says it: CPU time by the part that a thread works on, and memory. Where there is no
 * {@code /proc}, nothing is seen. What a thread does after the last look at it is missed.
 */
final class OwnUse {

    private final LinuxProcess process = LinuxProcess.self();
    private final Map<String, Part> parts = new HashMap<>();
    private final Map<String, Long> nanos = new HashMap<>();

    /** CPU time since the start, in ns. */
    Map<Part, Long> cpu() {
        process.look((thread, cpuNanos, queuedNanos) -> {
            nanos.put(thread.toString(), cpuNanos);
            String name = LinuxProcess.name(thread);
            if (!name.isEmpty()) {
                parts.put(thread.toString(), Part.of(name));
            }
        });
        Map<Part, Long> sums = new EnumMap<>(Part.class);
        nanos.forEach((thread, time) -> sums.merge(parts.getOrDefault(thread, Part.BROKER), time, Long::sum));
        return sums;
    }

    /** Resident memory in bytes; 0 where it cannot be seen. */
    long residentBytes() {
        return process.memory(LinuxProcess.RESIDENT);
    }
}
