package io.tracemill.streams;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.schemas.flat.FlatBatch;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.failure.DeadLetters;
import io.tracemill.streams.failure.FailurePolicy;
import io.tracemill.streams.pass.BatchOutcome;
import io.tracemill.streams.pass.LiveTrace;
import io.tracemill.streams.pass.PassStore;
import io.tracemill.streams.pass.SequenceCheck;
import io.tracemill.streams.pass.TraceEnd;
import io.tracemill.streams.rollup.TraceRows;
import io.tracemill.streams.write.SpanTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pass over each trace of a partition. A trace in the heap is a working copy of the store. It is rebuilt when a batch
 * needs it, and discarded when the trace stalls or fails.
 */
final class TraceTask implements Task<FlatBatch<TraceEventBatch, FlatEvent>> {

    private static final Logger LOG = LoggerFactory.getLogger(TraceTask.class);
    private static final Duration REMEMBER_FINISHED = Duration.ofDays(7);

    /** Most working copies in the heap. */
    private static final int MOST_LIVE = 256;

    private final TraceTopologyConfig config;
    private final TraceCounts counts;
    private final TaskContext context;
    private final PassStore store;
    private final SpanTable table = new SpanTable();
    private final Map<String, LiveTrace> live = new HashMap<>();

    /** Traces that only the store holds, and the time of the partition until which they need no attention, in ms. */
    private final Map<String, Long> resting = new HashMap<>();

    /** Creates the task, which continues the unfinished traces of the store. */
    TraceTask(TraceTopologyConfig config, TraceCounts counts, TaskContext context) {
        this.config = config;
        this.counts = counts;
        this.context = context;
        this.store = new PassStore(new StoreKeyValues(context.store()));
        for (String trace : store.traces()) {
            restore(trace);
        }
        countOpen();
    }

    /** Continues a trace. One whose state cannot be used rests until the next {@link #checkIdle}, which ends it. */
    private void restore(String id) {
        try {
            LiveTrace restored = LiveTrace.restore(id, store, config.pass(), table);
            keep(id, restored);
            context.observe(restored.lastAppendMillis());
        } catch (RuntimeException e) {
            LOG.warn("trace {} cannot be continued", id, e);
            resting.put(id, Long.MIN_VALUE);
        }
    }

    private void countOpen() {
        counts.open(context.id(), live.size() + resting.size());
    }

    private void keep(String id, LiveTrace trace) {
        if (trace.isStalled()) {
            live.remove(id);
            resting.put(id, trace.lastAppendMillis() + config.incompleteAfter().toMillis());
        } else {
            live.put(id, trace);
        }
    }

    /** Discards the working copy of a trace. A failure may have left it in any state; the store still has the last. */
    private void discard(String id) {
        live.remove(id);
        try {
            store.cursor(id)
                    .ifPresent(cursor -> resting.put(
                            id, cursor.getLastAppendMs() + config.stalledAfter().toMillis()));
        } catch (RuntimeException e) {
            LOG.warn("trace {} cannot be continued", id, e);
            resting.put(id, Long.MIN_VALUE);
        }
    }

    /** Discards the working copy of the trace that has waited longest, if there are too many. */
    private void makeRoom() {
        if (live.size() >= MOST_LIVE) {
            live.entrySet().stream()
                    .min(Comparator.comparingLong(trace -> trace.getValue().lastAppendMillis()))
                    .map(Map.Entry::getKey)
                    .ifPresent(this::discard);
        }
    }

    @Override
    public void process(FlatBatch<TraceEventBatch, FlatEvent> batch, long appendMillis) {
        String trace = batch.frame().getTraceId();
        counts.decoded(batch.encodedBytes());
        if (!BatchIdentity.isValid(batch.frame())) {
            reject(batch, RejectReason.IDENTITY, BatchIdentity.EXPECTED, context.outputAt(appendMillis));
            counts.batch(BatchOutcome.FAILED);
            return;
        }
        if (store.isFinished(trace)) {
            counts.batch(BatchOutcome.FINISHED);
            return;
        }
        try {
            counts.batch(take(batch, appendMillis));
        } catch (RuntimeException | Error e) {
            discard(trace);
            throw e;
        } finally {
            countOpen();
        }
    }

    private BatchOutcome take(FlatBatch<TraceEventBatch, FlatEvent> batch, long appendMillis) {
        TraceEventBatch frame = batch.frame();
        LiveTrace trace = trace(frame);
        RecordOutput out = context.outputAt(appendMillis);
        SequenceCheck check = trace.admit(frame);
        if (check == SequenceCheck.FOREIGN_PLAN) {
            String plan = "its plan " + frame.getPlan() + " is not that of the batches before";
            reject(batch, RejectReason.FOREIGN_PLAN, plan, out);
            keep(frame.getTraceId(), trace);
            return BatchOutcome.FOREIGN_PLAN;
        }
        boolean revived = trace.appendedAt(appendMillis);
        switch (check) {
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
            trace.save(store, false);
            out.emit(trace.announce(TraceState.RUNNING));
        }
        return check.outcome();
    }

    /** Keeps the trace for its next batch, or finishes it after the last one. */
    private void close(LiveTrace trace, TraceEventBatch batch, List<byte[]> spans, RecordOutput out) {
        boolean took = trace.nextSequence() == batch.getSequence() + 1;
        if (!batch.getLast()) {
            trace.save(store, took);
        }
        Optional<String> fault = trace.fault();
        if (batch.getLast() || fault.isPresent()) {
            List<byte[]> all = new ArrayList<>(spans);
            all.addAll(trace.lastSpans());
            finish(batch.getTraceId(), trace, all, out, new TraceEnd(fault.orElse(null), null));
            return;
        }
        send(batch.getTraceId(), trace, spans, out);
        if (took && batch.getSequence() == 0) {
            out.emit(trace.announce(TraceState.RUNNING));
        }
    }

    private void finish(String id, LiveTrace trace, List<byte[]> spans, RecordOutput out, TraceEnd end) {
        TraceRows rows = trace.finish(end);
        store.finish(id, context.now());
        live.remove(id);
        send(id, trace, spans, out);
        rows.records().forEach(out::emit);
        counts.finished(rows);
        context.commit(); // a user may wait for the rows
    }

    private static void send(String id, LiveTrace trace, List<byte[]> spans, RecordOutput out) {
        out.spans(id, spans);
        trace.takeRejected().forEach(what -> out.tooLarge(id, what));
    }

    /** Working copy of a trace, from the heap or else from the store; a new one if neither has it. */
    private LiveTrace trace(TraceEventBatch batch) {
        String id = batch.getTraceId();
        LiveTrace known = live.get(id);
        if (known != null) {
            return known;
        }
        if (store.cursor(id).isPresent()) {
            return wake(id);
        }
        makeRoom();
        LiveTrace fresh = LiveTrace.begin(batch, config.pass(), table);
        live.put(id, fresh);
        return fresh;
    }

    private LiveTrace wake(String id) {
        makeRoom();
        LiveTrace trace = LiveTrace.restore(id, store, config.pass(), table);
        live.put(id, trace);
        resting.remove(id);
        return trace;
    }

    @Override
    public void checkIdle(long now) {
        RecordOutput out = context.outputAt(now);
        List<String> due = new ArrayList<>(live.keySet());
        resting.entrySet().stream()
                .filter(trace -> trace.getValue() <= now)
                .map(Map.Entry::getKey)
                .forEach(due::add);
        due.forEach(id -> checkIdle(id, now, out));
        store.forgetFinishedBefore(now - REMEMBER_FINISHED.toMillis());
        countOpen();
    }

    @Override
    public void close() {
        counts.closed(context.id());
    }

    private void checkIdle(String id, long now, RecordOutput out) {
        try {
            LiveTrace known = live.get(id);
            checkIdle(id, known == null ? wake(id) : known, now, out);
        } catch (RuntimeException e) {
            if (FailurePolicy.isOfStreams(e)) {
                discard(id);
                throw e;
            }
            abandon(id, e, out);
        }
    }

    /** Ends a trace whose state cannot be used, so that it does not fail for ever. */
    private void abandon(String id, RuntimeException failure, RecordOutput out) {
        LOG.warn("trace {} is given up", id, failure);
        String why = "its state cannot be used: " + failure.getMessage();
        TraceInfo info = store.abandon(id, context.now(), why);
        live.remove(id);
        resting.remove(id);
        out.failed(id, why);
        out.emit(info);
        counts.finished(new TraceRows(info));
        context.commit();
    }

    private void checkIdle(String id, LiveTrace trace, long now, RecordOutput out) {
        long idle = now - trace.lastAppendMillis();
        if (idle >= config.incompleteAfter().toMillis()) {
            giveUp(id, trace, out);
        } else if (idle >= config.stalledAfter().toMillis()) {
            if (!trace.isStalled()) {
                out.emit(trace.announce(TraceState.STALLED));
                trace.save(store, false);
            }
            keep(id, trace);
        }
    }

    private void giveUp(String id, LiveTrace trace, RecordOutput out) {
        String reason = "no batch for " + config.incompleteAfter() + " after batch " + (trace.nextSequence() - 1);
        finish(id, trace, trace.lastSpans(), out, new TraceEnd(null, reason));
    }

    private void reject(
            FlatBatch<TraceEventBatch, FlatEvent> batch, RejectReason reason, String expected, RecordOutput out) {
        out.deadLetter(reason, DeadLetters.of(batch, context.source(), reason, expected));
    }
}
