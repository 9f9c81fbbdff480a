package io.tracemill.streams;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.failure.FailureListener;
import io.tracemill.streams.pass.BatchOutcome;
import io.tracemill.streams.rollup.TraceRows;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What an app has done since it was made, over all its threads; counted once a record or a trace, never per event. What is
 * done again after a failure is counted again.
 */
public final class TopologyCounts implements FailureListener {

    /** Devices that are told apart; a trace may name any number. */
    private static final int MOST_DEVICES = 64;

    /** Stands for the devices beyond that. */
    private static final String OTHER = "(other)";

    private static final String UNKNOWN = "unknown";

    private final Map<BatchOutcome, Long> batches = new ConcurrentHashMap<>();
    private final LongAdder events = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Map<RejectReason, Long> deadLetters = new ConcurrentHashMap<>();
    private final Map<Topic, Written> written = new ConcurrentHashMap<>();
    private final Map<TraceState, Long> traces = new ConcurrentHashMap<>();
    private final Map<String, Long> dropped = new ConcurrentHashMap<>();
    private final Map<String, Long> spans = new ConcurrentHashMap<>();
    private final LongAdder spansWritten = new LongAdder();
    private final LongAdder linked = new LongAdder();
    private final LongAdder noLaunch = new LongAdder();
    private final LongAdder noOwner = new LongAdder();
    private final Map<Verdict, Long> verdicts = new ConcurrentHashMap<>();
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> appended = new ConcurrentHashMap<>();

    /** Records sent to a topic, and their encoded bytes. */
    public record Written(long records, long bytes) {}

    /** What a device was found to be bound by. */
    public record Verdict(String device, String bottleneck) {}

    /** Device events with an owner, without a launch, and with a launch that has none. */
    public record Links(long linked, long noLaunch, long noOwner) {}

    /** Nothing yet. */
    public TopologyCounts() {}

    @Override
    public void failed(Topic topic) {
        if (topic == Topic.TRACE_EVENTS) {
            batch(BatchOutcome.FAILED);
        }
    }

    @Override
    public void deadLetter(RejectReason reason, long recordBytes) {
        deadLetter(reason);
        written(Topic.DEAD_LETTERS, recordBytes);
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

    void deadLetter(RejectReason reason) {
        deadLetters.merge(reason, 1L, Long::sum);
    }

    void written(Topic topic, long recordBytes) {
        written.merge(
                topic, new Written(1, recordBytes), (a, b) -> new Written(a.records + b.records, a.bytes + b.bytes));
    }

    void open(ProcessorContext<?, ?> task, int unfinished) {
        open.put(String.valueOf(task.taskId()), unfinished);
    }

    void closed(ProcessorContext<?, ?> task) {
        open.remove(String.valueOf(task.taskId()));
    }

    /** A record that was appended at this time, in ms, has been processed. */
    void processed(ProcessorContext<?, ?> task, long appendMillis) {
        task.recordMetadata()
                .ifPresent(at -> appended.put(new TopicPartition(at.topic(), at.partition()), appendMillis));
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
        rows.of(Bottleneck.class).stream()
                .filter(row -> row.getStep() == null)
                .forEach(row -> verdicts.merge(verdict(row), 1L, Long::sum));
    }

    private Verdict verdict(Bottleneck row) {
        String device = row.getDevice() == null ? UNKNOWN : row.getDevice();
        boolean known = verdicts.keySet().stream().anyMatch(seen -> seen.device.equals(device));
        long devices =
                verdicts.keySet().stream().map(Verdict::device).distinct().count();
        return new Verdict(
                known || devices < MOST_DEVICES ? device : OTHER,
                row.getBottleneck().name());
    }

    /** Batches of events read, by what became of them. */
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

    /** Dead letters by reason. */
    public Map<RejectReason, Long> deadLetters() {
        return Map.copyOf(deadLetters);
    }

    /** What was sent, by topic. */
    public Map<Topic, Written> written() {
        return Map.copyOf(written);
    }

    /** Traces finished, by their final state. */
    public Map<TraceState, Long> traces() {
        return Map.copyOf(traces);
    }

    /** Events of finished traces that were left out before the pass, by category. */
    public Map<String, Long> dropped() {
        return Map.copyOf(dropped);
    }

    /** Events of finished traces that went through the pass, by kind. */
    public Map<String, Long> spans() {
        return Map.copyOf(spans);
    }

    /** Of these, those that were written. */
    public long spansWritten() {
        return spansWritten.sum();
    }

    /** Device events of finished traces. */
    public Links links() {
        return new Links(linked.sum(), noLaunch.sum(), noOwner.sum());
    }

    /** Verdicts over whole traces. */
    public Map<Verdict, Long> verdicts() {
        return Map.copyOf(verdicts);
    }

    /** Traces that are begun and not finished. */
    public long tracesOpen() {
        return open.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** For each partition that was read, when the record processed last was appended, in ms since 1970. */
    public Map<TopicPartition, Long> lastAppendMillis() {
        return Map.copyOf(appended);
    }
}
