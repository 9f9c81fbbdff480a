package io.tracemill.cli.bench.telemetry;

import io.tracemill.bench.measure.LinuxProcess;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What this process uses, as Linux says it: CPU time by the part that a thread works on, and memory. Where there is no
 * {@code /proc}, nothing is seen. What a thread does after the last look at it is missed.
 */
final class OwnUse {

    private static final String FLEET_PRODUCERS = "kafka-producer-network-thread | " + FleetRun.CLIENT + "-";

    private final LinuxProcess process = LinuxProcess.self();
    private final Map<String, Part> parts = new HashMap<>();
    private final Map<String, Long> nanos = new HashMap<>();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> fleetProducers = new HashMap<>();

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
        long sent = fleetProducers();
        sums.merge(Part.FLEET, sent, Long::sum);
        sums.merge(Part.SEND, -sent, Long::sum);
        return sums;
    }

    /** What the producers of the fleet topology take: Linux knows too little of their names. */
    private long fleetProducers() {
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(FLEET_PRODUCERS)) {
                long time = threads.getThreadCpuTime(thread.getThreadId());
                fleetProducers.merge(thread.getThreadId(), time, Math::max);
            }
        }
        return fleetProducers.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Resident memory in bytes; 0 where it cannot be seen. */
    long residentBytes() {
        return process.memory(LinuxProcess.RESIDENT);
    }
}
