package io.tracemill.cli.bench.telemetry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes how long telemetry and traces wait, by what flows at that time. Thread-safe. */
final class Lags {

    private final Map<Load, Queue<Long>> behind = new ConcurrentHashMap<>();
    private final Map<String, Published> published = new ConcurrentHashMap<>();
    private final Map<String, Long> complete = new ConcurrentHashMap<>();
    private volatile Load load = Load.TELEMETRY;

    private record Published(Load load, long nanos) {}

    void begin(Load next) {
        load = next;
    }

    void behind(long readings) {
        behind.computeIfAbsent(load, any -> new ConcurrentLinkedQueue<>()).add(readings);
    }

    /** Notes that the last record of a trace was published. */
    void published(String trace) {
        published.put(trace, new Published(load, System.nanoTime()));
    }

    /** Notes that a trace was seen to be complete, which may be before its publisher knows that it was published. */
    void complete(String trace) {
        complete.putIfAbsent(trace, System.nanoTime());
    }

    /** Whether every trace that was published is complete. */
    boolean allComplete() {
        return complete.keySet().containsAll(published.keySet());
    }

    /** Forgets what was noted. */
    void clear() {
        behind.clear();
        published.clear();
    }

    /** What was noted, by load. */
    List<Lag> all() {
        return Arrays.stream(Load.values())
                .map(of -> new Lag(
                        of,
                        Lag.Spread.of(behind.getOrDefault(of, new ConcurrentLinkedQueue<>())),
                        Lag.Spread.of(published.entrySet().stream()
                                .filter(trace -> trace.getValue().load == of)
                                .map(trace -> waited(trace.getKey(), trace.getValue().nanos))
                                .toList())))
                .toList();
    }

    private long waited(String trace, long sinceNanos) {
        return Math.max(0, complete.getOrDefault(trace, sinceNanos) - sinceNanos);
    }
}
