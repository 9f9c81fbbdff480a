package io.tracemill.bench.measure;

import java.util.Map;

/**
 * What the system says of a process.
 *
 * @param peakBytes the most memory it held so far; 0 where that cannot be seen
 * @param roles how its threads spent their time, by their role; empty where that cannot be seen
 * @param topics largest size of each topic on disk, in bytes
 */
public record ProcessUse(long peakBytes, Map<ThreadRole, TimeUse> roles, Map<String, Long> topics) {

    /** CPU time of all threads. */
    long cpuNanos() {
        return roles.values().stream().mapToLong(TimeUse::cpuNanos).sum();
    }
}
