package io.tracemill.streams;

import io.tracemill.schemas.TelemetryState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts of the fleet topology, summed over all its threads since the start. */
public final class FleetCounts extends TopologyCounts {

    private final LongAdder readings = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder diagnoses = new LongAdder();
    private final Map<TelemetryState, Long> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> nodes = new ConcurrentHashMap<>();
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();
    private final Map<String, Integer> alerts = new ConcurrentHashMap<>();

    /** Counts of an app that has done nothing yet. */
    public FleetCounts() {}

    void readings(int read, int notJoined) {
        readings.add(read);
        refused.add(notJoined);
    }

    void answered(TelemetryState state) {
        answers.merge(state, 1L, Long::sum);
    }

    void diagnosed() {
        diagnoses.increment();
    }

    void open(String task, int ofNodes, int waitingTraces, int openAlerts) {
        nodes.put(task, ofNodes);
        alerts.put(task, openAlerts);
        waiting.put(task, waitingTraces);
    }

    void closed(String task) {
        nodes.remove(task);
        waiting.remove(task);
        alerts.remove(task);
    }

    /** Readings that were read. */
    public long readings() {
        return readings.sum();
    }

    /** Readings that are not joined, since their time is too far ahead or their node has too many series. */
    public long refusedReadings() {
        return refused.sum();
    }

    /** Traces whose telemetry was answered, by how much of it was there. */
    public Map<TelemetryState, Long> answers() {
        return Map.copyOf(answers);
    }

    /** Diagnoses of runs. */
    public long diagnoses() {
        return diagnoses.sum();
    }

    /** Nodes whose readings are kept. */
    public int nodes() {
        return nodes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Alerts that are pending or firing. */
    public int alerts() {
        return alerts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Traces that wait for readings. */
    public int waiting() {
        return waiting.values().stream().mapToInt(Integer::intValue).sum();
    }
}
