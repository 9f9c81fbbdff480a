package io.tracemill.streams;

import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceState;
import io.tracemill.schemas.flat.FlatBatch;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.failure.DeadLetters;
import io.tracemill.streams.pass.Admission;
import io.tracemill.streams.pass.BatchOutcome;
import io.tracemill.streams.pass.LiveTrace;
import io.tracemill.streams.pass.PassStore;
import io.tracemill.streams.rollup.TraceRows;
import io.tracemill.streams.write.SpanTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Runs each trace of its partitions through its pass. What is in the heap is a working copy of the store: rebuilt in
 * {@link #init} or when it is needed, and thrown away for a trace that stalls or in which something failed.
 */
final class TraceProcessor implements Processor<String, FlatBatch<TraceEventBatch, FlatEvent>, String, byte[]> {

    private static final Duration CHECK_IDLE_EVERY = Duration.ofSeconds(30);
    private static final Duration REMEMBER_FINISHED = Duration.ofDays(7);

    private final TopologyConfig config;
    private final TopologyCounts counts;
    private final SpanTable table = new SpanTable();
    private final Map<String, LiveTrace> live = new HashMap<>();

    /** Traces that only the store knows: until when nothing is to be done about them, in ms of the partition's time. */
    private final Map<String, Long> resting = new HashMap<>();

    private final AppendClock clock = new AppendClock();
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable PassStore store;
    private @Nullable RecordOutput output;

    TraceProcessor(TopologyConfig config, TopologyCounts counts) {
        this.config = config;
        this.counts = counts;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        output = new RecordOutput(
                processorContext, TraceTopology.sinks(config), config.topics().name(Topic.TRACE_EVENTS), counts);
        PassStore passes = new PassStore(new StoreKeyValues(processorContext.getStateStore(TraceTopology.STORE)));
        store = passes;
        live.clear(); // an instance may be initialised again, over a store that was rolled back
        resting.clear();
        for (String trace : passes.traces()) {
            LiveTrace restored = LiveTrace.restore(trace, passes, config.pass(), table);
            keep(trace, restored);
            clock.observe(restored.lastAppendMillis(), processorContext.currentSystemTimeMs());
        }
        counts.open(processorContext, live.size() + resting.size());
        processorContext.schedule(CHECK_IDLE_EVERY, PunctuationType.STREAM_TIME, time -> checkIdle());
        processorContext.schedule(CHECK_IDLE_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> checkIdle());
    }

    private void keep(String id, LiveTrace trace) {
        if (trace.isStalled()) {
            live.remove(id);
            resting.put(id, trace.lastAppendMillis() + config.incompleteAfter().toMillis());
        } else {
            live.put(id, trace);
        }
    }

    /** Throws away the working copy of a trace, of which it is not known how far a failure left it. */
    private void discard(String id) {
        live.remove(id);
        store().cursor(id)
                .ifPresent(cursor -> resting.put(
                        id, cursor.getLastAppendMs() + config.stalledAfter().toMillis()));
    }

    @Override
    public void process(Record<String, FlatBatch<TraceEventBatch, FlatEvent>> record) {
        String trace = record.value().frame().getTraceId();
        clock.observe(record.timestamp(), context().currentSystemTimeMs());
        counts.decoded(record.value().encodedBytes());
        if (store().isFinished(trace)) {
            counts.batch(BatchOutcome.FINISHED);
        } else {
            try {
                counts.batch(take(record.value(), record.timestamp()));
            } catch (RuntimeException e) {
                discard(trace);
                throw e;
            } finally {
                counts.open(context(), live.size() + resting.size());
            }
        }
        counts.processed(context(), record.timestamp());
    }

    private BatchOutcome take(FlatBatch<TraceEventBatch, FlatEvent> batch, long appendMillis) {
        TraceEventBatch frame = batch.frame();
        LiveTrace trace = trace(frame);
        RecordOutput out = output().at(appendMillis);
        Admission admission = trace.admit(frame);
        if (admission == Admission.FOREIGN_PLAN) {
            String plan = "its plan " + frame.getPlan() + " is not that of the batches before";
            reject(batch, RejectReason.FOREIGN_PLAN, plan, out);
            keep(frame.getTraceId(), trace);
            return BatchOutcome.FOREIGN_PLAN;
        }
        boolean revived = trace.appendedAt(appendMillis);
        switch (admission) {
            case SEEN, FOREIGN_PLAN -> {}
            case GAP -> {
                trace.missed(frame);
                reject(batch, RejectReason.GAP, "batch " + trace.nextSequence() + " was expected", out);
                close(trace, frame, List.of(), out);
            }
            case NEXT -> {
                long before = trace.received();
                close(trace, frame, trace.accept(batch), out);
                counts.events(trace.received() - before);
            }
        }
        if (revived && live.containsKey(frame.getTraceId())) {
            trace.save(store(), false);
            out.emit(trace.announce(TraceState.RUNNING));
        }
        return admission.outcome();
    }

    /** Keeps the trace for its next batch, or finishes it after the last one. */
    private void close(LiveTrace trace, TraceEventBatch batch, List<byte[]> spans, RecordOutput out) {
        boolean took = trace.nextSequence() == batch.getSequence() + 1;
        if (!batch.getLast()) {
            trace.save(store(), took);
            send(batch.getTraceId(), trace, spans, out);
            if (took && batch.getSequence() == 0) {
                out.emit(trace.announce(TraceState.RUNNING));
            }
            return;
        }
        List<byte[]> all = new ArrayList<>(spans);
        all.addAll(trace.lastSpans());
        finish(batch.getTraceId(), trace, all, out, null);
    }

    private void finish(String id, LiveTrace trace, List<byte[]> spans, RecordOutput out, @Nullable String incomplete) {
        TraceRows rows = trace.finish(incomplete);
        store().finish(id, clock.now(context().currentSystemTimeMs()));
        live.remove(id);
        send(id, trace, spans, out);
        rows.records().forEach(out::emit);
        counts.finished(rows);
        context().commit(); // somebody waits for the verdict
    }

    private static void send(String id, LiveTrace trace, List<byte[]> spans, RecordOutput out) {
        out.spans(id, spans);
        trace.takeRejected().forEach(what -> out.tooLarge(id, what));
    }

    /** The working copy of a trace: from the heap, else the store, else new. */
    private LiveTrace trace(TraceEventBatch batch) {
        String id = batch.getTraceId();
        LiveTrace known = live.get(id);
        if (known != null) {
            return known;
        }
        if (store().cursor(id).isPresent()) {
            return wake(id);
        }
        LiveTrace fresh = LiveTrace.begin(batch, config.pass(), table);
        live.put(id, fresh);
        return fresh;
    }

    private LiveTrace wake(String id) {
        LiveTrace trace = LiveTrace.restore(id, store(), config.pass(), table);
        live.put(id, trace);
        resting.remove(id);
        return trace;
    }

    private void checkIdle() {
        long now = clock.now(context().currentSystemTimeMs());
        if (now == Long.MIN_VALUE) {
            return;
        }
        RecordOutput out = output().at(now);
        resting.entrySet().stream()
                .filter(trace -> trace.getValue() <= now)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::wake);
        for (Map.Entry<String, LiveTrace> entry : List.copyOf(live.entrySet())) {
            try {
                checkIdle(entry.getKey(), entry.getValue(), now, out);
            } catch (RuntimeException e) {
                discard(entry.getKey());
                throw e;
            }
        }
        store().forgetFinishedBefore(now - REMEMBER_FINISHED.toMillis());
        counts.open(context(), live.size() + resting.size());
    }

    @Override
    public void close() {
        counts.closed(context());
    }

    private void checkIdle(String id, LiveTrace trace, long now, RecordOutput out) {
        long idle = now - trace.lastAppendMillis();
        if (idle >= config.incompleteAfter().toMillis()) {
            giveUp(id, trace, out);
        } else if (idle >= config.stalledAfter().toMillis()) {
            if (!trace.isStalled()) {
                out.emit(trace.announce(TraceState.STALLED));
                trace.save(store(), false);
            }
            keep(id, trace);
        }
    }

    private void giveUp(String id, LiveTrace trace, RecordOutput out) {
        String reason = "no batch for " + config.incompleteAfter() + " after batch " + (trace.nextSequence() - 1);
        finish(id, trace, trace.lastSpans(), out, reason);
    }

    private void reject(
            FlatBatch<TraceEventBatch, FlatEvent> batch, RejectReason reason, String expected, RecordOutput out) {
        DeadLetter letter = context()
                .recordMetadata()
                .map(at -> DeadLetters.of(batch, at, reason, expected))
                .orElseThrow(() -> new IllegalStateException("a batch must come from a topic"));
        out.deadLetter(reason, letter);
    }

    private ProcessorContext<String, byte[]> context() {
        ProcessorContext<String, byte[]> known = context;
        if (known == null) {
            throw new IllegalStateException("processor must be initialised first");
        }
        return known;
    }

    private PassStore store() {
        PassStore known = store;
        if (known == null) {
            throw new IllegalStateException("processor must be initialised first");
        }
        return known;
    }

    private RecordOutput output() {
        RecordOutput known = output;
        if (known == null) {
            throw new IllegalStateException("processor must be initialised first");
        }
        return known;
    }
}
