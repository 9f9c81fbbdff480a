package io.tracemill.streams;

import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.rollup.TraceRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Runs each trace of its partitions through its pass. What is in the heap is a working copy of the store: rebuilt in
 * {@link #init}, and thrown away for a trace in which something failed.
 */
final class TraceProcessor implements Processor<String, TraceEventBatch, String, SpecificRecord> {

    private static final Duration CHECK_IDLE_EVERY = Duration.ofSeconds(30);
    private static final Duration REMEMBER_FINISHED = Duration.ofDays(7);

    private final TopologyConfig config;
    private final Map<String, LiveTrace> live = new HashMap<>();
    private final AppendClock clock = new AppendClock();
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable PassStore store;

    TraceProcessor(TopologyConfig config) {
        this.config = config;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        PassStore passes = new PassStore(processorContext.getStateStore(TraceTopology.STORE));
        store = passes;
        live.clear(); // an instance may be initialised again, over a store that was rolled back
        for (String trace : passes.traces()) {
            LiveTrace restored = LiveTrace.restore(trace, passes, config.pass());
            live.put(trace, restored);
            clock.observe(restored.lastAppendMillis(), processorContext.currentSystemTimeMs());
        }
        processorContext.schedule(CHECK_IDLE_EVERY, PunctuationType.STREAM_TIME, time -> checkIdle());
        processorContext.schedule(CHECK_IDLE_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> checkIdle());
    }

    @Override
    public void process(Record<String, TraceEventBatch> record) {
        TraceEventBatch batch = record.value();
        clock.observe(record.timestamp(), context().currentSystemTimeMs());
        if (store().isFinished(batch.getTraceId())) {
            return;
        }
        try {
            take(batch, record.timestamp());
        } catch (RuntimeException e) {
            live.remove(batch.getTraceId());
            throw e;
        }
    }

    private void take(TraceEventBatch batch, long appendMillis) {
        LiveTrace trace = trace(batch);
        Outlet out = new Outlet(context(), appendMillis);
        boolean revived = trace.appendedAt(appendMillis);
        switch (trace.admit(batch)) {
            case SEEN -> {}
            case FOREIGN_PLAN ->
                out.refused(refusal(
                        batch, "foreign_plan", "its plan " + batch.getPlan() + " is not that of the batches before"));
            case GAP -> {
                trace.missed(batch);
                out.refused(refusal(batch, "gap", "batch " + trace.nextSequence() + " was expected"));
                close(trace, batch, List.of(), out);
            }
            case NEXT -> close(trace, batch, trace.accept(batch), out);
        }
        if (revived && live.containsKey(batch.getTraceId())) {
            trace.save(store(), false);
            out.trace(trace.announce(TraceState.RUNNING));
        }
    }

    /** Keeps the trace for its next batch, or finishes it after the last one. */
    private void close(LiveTrace trace, TraceEventBatch batch, List<SpanBatch> spans, Outlet out) {
        boolean took = trace.nextSequence() == batch.getSequence() + 1;
        if (!batch.getLast()) {
            trace.save(store(), took);
            out.spans(spans);
            if (took && batch.getSequence() == 0) {
                out.trace(trace.announce(TraceState.RUNNING));
            }
            return;
        }
        List<SpanBatch> all = new ArrayList<>(spans);
        all.addAll(trace.lastSpans());
        finish(batch.getTraceId(), trace, all, out, null);
    }

    private void finish(String id, LiveTrace trace, List<SpanBatch> spans, Outlet out, @Nullable String incomplete) {
        TraceRows rows = trace.finish(incomplete);
        store().finish(id, clock.now(context().currentSystemTimeMs()));
        live.remove(id);
        out.spans(spans);
        out.rows(rows);
    }

    /** The working copy of a trace: from the heap, else the store, else new. */
    private LiveTrace trace(TraceEventBatch batch) {
        return live.computeIfAbsent(
                batch.getTraceId(),
                id -> store().cursor(id).isPresent()
                        ? LiveTrace.restore(id, store(), config.pass())
                        : LiveTrace.begin(batch, config.pass()));
    }

    private void checkIdle() {
        long now = clock.now(context().currentSystemTimeMs());
        if (now == Long.MIN_VALUE) {
            return;
        }
        Outlet out = new Outlet(context(), now);
        for (Map.Entry<String, LiveTrace> entry : List.copyOf(live.entrySet())) {
            try {
                checkIdle(entry.getKey(), entry.getValue(), now, out);
            } catch (RuntimeException e) {
                live.remove(entry.getKey());
                throw e;
            }
        }
        store().forgetFinishedBefore(now - REMEMBER_FINISHED.toMillis());
    }

    private void checkIdle(String id, LiveTrace trace, long now, Outlet out) {
        long idle = now - trace.lastAppendMillis();
        if (idle >= config.incompleteAfter().toMillis()) {
            String reason = "no batch for " + config.incompleteAfter() + " after batch " + (trace.nextSequence() - 1);
            finish(id, trace, trace.lastSpans(), out, reason);
        } else if (idle >= config.stalledAfter().toMillis() && !trace.isStalled()) {
            out.trace(trace.announce(TraceState.STALLED));
            trace.save(store(), false);
        }
    }

    private DeadLetter refusal(TraceEventBatch batch, String reason, String expected) {
        return context()
                .recordMetadata()
                .map(at -> Refusals.of(batch, at, reason, expected))
                .orElseThrow(() -> new IllegalStateException("a batch must come from a topic"));
    }

    private ProcessorContext<String, SpecificRecord> context() {
        ProcessorContext<String, SpecificRecord> known = context;
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
}
