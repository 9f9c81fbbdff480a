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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pass over each trace of a partition. A trace in the heap is a working copy of the store. It is rebuilt when a batch
 * needs it, and discarded when the trace stalls or fails, or when its memory is needed.
 */
final class TraceTask implements Task<FlatBatch<TraceEventBatch, FlatEvent>> {

    private static final Logger LOG = LoggerFactory.getLogger(TraceTask.class);
    private static final Duration REMEMBER_FINISHED = Duration.ofDays(7);

    private final TraceTopologyConfig config;
    private final TraceCounts counts;
    private final TaskContext context;
    private final PassStore store;
    private final LiveTraces traces;

    /** Creates the task, which continues the unfinished traces of the store. */
    TraceTask(TraceTopologyConfig config, TraceCounts counts, LiveMemory memory, TaskContext context) {
        this.config = config;
        this.counts = counts;
        this.context = context;
        this.store = new PassStore(new StoreKeyValues(context.store()));
        this.traces = new LiveTraces(config, context.id(), store, memory);
        for (String trace : store.traces()) {
            traces.rest(trace).ifPresent(cursor -> context.observe(cursor.getLastAppendMs()));
        }
        countOpen();
    }

    private void countOpen() {
        counts.open(context.id(), traces.size());
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
        } catch (OutOfMemoryError e) {
            traces.remove(trace);
            abandon(trace, new IllegalStateException("it needs too much memory", e), context.outputAt(appendMillis));
            counts.batch(BatchOutcome.FAILED);
        } catch (RuntimeException | Error e) {
            traces.rest(trace); // a failure may have left the working copy in any state
            throw e;
        } finally {
            countOpen();
        }
        traces.makeRoom();
    }

    private BatchOutcome take(FlatBatch<TraceEventBatch, FlatEvent> batch, long appendMillis) {
        TraceEventBatch frame = batch.frame();
        RecordOutput out = context.outputAt(appendMillis);
        LiveTrace trace;
        try {
            trace = traces.of(frame);
        } catch (RuntimeException e) {
            failed(frame.getTraceId(), e, out);
            return BatchOutcome.FAILED;
        }
        SequenceCheck check = trace.admit(frame);
        if (check == SequenceCheck.FOREIGN_PLAN) {
            String plan = "its plan " + frame.getPlan() + " is not that of the batches before";
            reject(batch, RejectReason.FOREIGN_PLAN, plan, out);
            traces.restIfStalled(frame.getTraceId(), trace);
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
        if (revived && traces.hasCopy(frame.getTraceId())) {
            trace.save(store, false);
            out.emit(trace.announce(TraceState.RUNNING));
        }
        return check.outcome();
    }

    /** Keeps the trace for its next batch, or finishes it after the last one. */
    private void close(LiveTrace trace, TraceEventBatch batch, List<byte[]> spans, RecordOutput out) {
        boolean took = trace.nextSequence() == batch.getSequence() + 1;
        if (!batch.getLast() && trace.fault().isEmpty()) {
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
        traces.remove(id);
        send(id, trace, spans, out);
        rows.records().forEach(out::emit);
        counts.finished(rows);
        context.commitTrace(); // a user may wait for the rows
    }

    private static void send(String id, LiveTrace trace, List<byte[]> spans, RecordOutput out) {
        out.spans(id, spans);
        trace.takeRejected().forEach(what -> out.tooLarge(id, what));
    }

    @Override
    public void checkIdle(long now) {
        RecordOutput out = context.outputAt(now);
        traces.due(now).forEach(id -> checkIdle(id, now, out));
        traces.makeRoom();
        store.forgetFinishedBefore(now - REMEMBER_FINISHED.toMillis());
        countOpen();
    }

    @Override
    public void close() {
        traces.close();
        counts.closed(context.id());
    }

    private void checkIdle(String id, long now, RecordOutput out) {
        try {
            checkIdle(id, traces.of(id), now, out);
        } catch (RuntimeException e) {
            failed(id, e, out);
        }
    }

    /** Ends a trace that failed, unless its failure is one of Kafka Streams. */
    private void failed(String id, RuntimeException failure, RecordOutput out) {
        if (FailurePolicy.isOfStreams(failure)) {
            traces.rest(id);
            throw failure;
        }
        abandon(id, failure, out);
    }

    /** Ends a trace whose state cannot be used, so that it does not fail for ever. */
    private void abandon(String id, RuntimeException failure, RecordOutput out) {
        LOG.warn("trace {} is given up", id, failure);
        String why = "its state cannot be used: " + failure.getMessage();
        TraceInfo info = store.abandon(id, context.now(), why);
        traces.remove(id);
        out.failed(id, why);
        out.emit(info);
        counts.finished(new TraceRows(info));
        context.commitTrace();
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
            traces.restIfStalled(id, trace);
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
