package io.tracemill.streams;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.pass.BatchOutcome;
import io.tracemill.streams.rollup.TraceRows;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts of the trace topology: batches, counted once a record, and events, spans and bottlenecks, counted when their
 * trace is finished.
 */
public final class TraceCounts extends TopologyCounts {

    /** Most devices that are counted by name; a trace may name any number. */
    private static final int MOST_DEVICES = 64;

    /** Name under which all further devices are counted. */
    private static final String OTHER = "(other)";

    private static final String UNKNOWN = "unknown";

    private final Map<BatchOutcome, Long> batches = new ConcurrentHashMap<>();
    private final LongAdder events = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Map<TraceState, Long> traces = new ConcurrentHashMap<>();
    private final Map<String, Long> dropped = new ConcurrentHashMap<>();
    private final Map<String, Long> spans = new ConcurrentHashMap<>();
    private final LongAdder spansWritten = new LongAdder();
    private final LongAdder linked = new LongAdder();
    private final LongAdder noLaunch = new LongAdder();
    private final LongAdder noOwner = new LongAdder();
    private final LongAdder ambiguous = new LongAdder();
    private final Map<DeviceBottleneck, Long> bottlenecks = new ConcurrentHashMap<>();
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final Map<String, Map<String, RankGauge>> ranks = new ConcurrentHashMap<>();
    private final Map<RankDropReason, Long> ranksDropped = new ConcurrentHashMap<>();

    /** A device and its bottleneck. */
    public record DeviceBottleneck(String device, String bottleneck) {}

    /**
     * Device events by link.
     *
     * @param linked with an owner
     * @param noLaunch without a launch in the trace
     * @param noOwner with a launch that has no owner
     * @param ambiguous with an id that several launches carry
     */
    public record Links(long linked, long noLaunch, long noOwner, long ambiguous) {}

    /** Counts of an app that has done nothing yet. */
    public TraceCounts() {}

    @Override
    public void failed(Topic topic) {
        if (topic == Topic.TRACE_EVENTS) {
            batch(BatchOutcome.FAILED);
        }
    }

    void batch(BatchOutcome outcome) {
        batches.merge(outcome, 1L, Long::sum);
    }

    void decoded(long batchBytes) {
        bytes.add(batchBytes);
    }

    void events(long accepted) {
        events.add(accepted);
    }

    void open(String task, int unfinished) {
        open.put(task, unfinished);
    }

    void closed(String task) {
        open.remove(task);
    }

    /** Shows the ranks of a task, which it keeps up to date. */
    void show(String task, Map<String, RankGauge> gauges) {
        ranks.put(task, gauges);
    }

    /** Shows them no more, unless the task is shown by another owner already. */
    void hide(String task, Map<String, RankGauge> gauges) {
        ranks.computeIfPresent(task, (name, shown) -> shown == gauges ? null : shown);
    }

    void dropped(RankDropReason reason) {
        ranksDropped.merge(reason, 1L, Long::sum);
    }

    void finished(TraceRows rows) {
        TraceInfo trace = rows.info();
        traces.merge(trace.getState(), 1L, Long::sum);
        trace.getDropped().forEach((category, count) -> dropped.merge(category, count, Long::sum));
        trace.getKinds().forEach((kind, count) -> spans.merge(kind, count, Long::sum));
        spansWritten.add(trace.getSpansWritten());
        linked.add(trace.getLinked());
        noLaunch.add(trace.getUnlinkedNoLaunch());
        noOwner.add(trace.getUnlinkedNoOwner());
        ambiguous.add(trace.getUnlinkedAmbiguous());
        rows.of(Bottleneck.class).stream()
                .filter(row -> row.getStep() == null)
                .forEach(row -> bottlenecks.merge(bottleneck(row), 1L, Long::sum));
    }

    private DeviceBottleneck bottleneck(Bottleneck row) {
        String device = row.getDevice() == null ? UNKNOWN : row.getDevice();
        boolean known = bottlenecks.keySet().stream().anyMatch(seen -> seen.device.equals(device));
        long devices = bottlenecks.keySet().stream()
                .map(DeviceBottleneck::device)
                .distinct()
                .count();
        return new DeviceBottleneck(
                known || devices < MOST_DEVICES ? device : OTHER,
                row.getBottleneck().name());
    }

    /** Batches of events read, by outcome. */
    public Map<BatchOutcome, Long> batches() {
        return Map.copyOf(batches);
    }

    /** Events of accepted batches. */
    public long events() {
        return events.sum();
    }

    /** Encoded bytes of the batches that could be decoded. */
    public long bytes() {
        return bytes.sum();
    }

    /** Finished traces by final state. */
    public Map<TraceState, Long> traces() {
        return Map.copyOf(traces);
    }

    /** Events of finished traces that the first filter dropped, by category. */
    public Map<String, Long> dropped() {
        return Map.copyOf(dropped);
    }

    /** Spans of finished traces, by kind. */
    public Map<String, Long> spans() {
        return Map.copyOf(spans);
    }

    /** Spans of finished traces that the second filter kept and that were written. */
    public long spansWritten() {
        return spansWritten.sum();
    }

    /** Device events of finished traces, by how they were linked. */
    public Links links() {
        return new Links(linked.sum(), noLaunch.sum(), noOwner.sum(), ambiguous.sum());
    }

    /** Bottlenecks of the devices of whole traces; devices after the 64th are counted as {@code (other)}. */
    public Map<DeviceBottleneck, Long> bottlenecks() {
        return Map.copyOf(bottlenecks);
    }

    /** The ranks with the newest traces, at most {@value RankGauges#MOST}. */
    public List<RankGauge> ranks() {
        return ranks.values().stream()
                .flatMap(ofTask -> ofTask.values().stream())
                .sorted(Comparator.comparingLong(RankGauge::appendMillis).reversed())
                .limit(RankGauges.MOST)
                .toList();
    }

    /** Ranks that are not shown any more. */
    public Map<RankDropReason, Long> ranksDropped() {
        return Map.copyOf(ranksDropped);
    }

    /** Traces that have started and are not finished. */
    public long tracesOpen() {
        return open.values().stream().mapToLong(Integer::longValue).sum();
    }
}
