package io.tracemill.streams.pass;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.schemas.flat.FlatBatch;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.classify.Invariants;
import io.tracemill.streams.ranks.TraceSteps;
import io.tracemill.streams.rollup.TraceRows;
import io.tracemill.streams.state.PassCursor;
import io.tracemill.streams.state.PassPartial;
import io.tracemill.streams.write.SpanTable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A trace that is not finished: its pass, where it stands, and which batch it takes next. A working copy of the store. */
public final class LiveTrace {

    /** Batches appended within this time share a partial, since they most likely share a commit: only its last value is sent. */
    private static final long PARTIAL_MS = 500;

    /** A partial this large is not added to, since each batch encodes it anew. */
    private static final int FULL_PARTIAL_BYTES = 1 << 15;

    /** How much larger than the totals the partials may grow together before they are folded into them. */
    private static final long PARTIALS_TO_TOTALS = 2;

    private final TraceInfo info;
    private final PassCursor cursor;
    private final TracePass pass;
    private int partialFirst;
    private long partialSinceMs;
    private int partialBytes = FULL_PARTIAL_BYTES; // the first batch begins one
    private boolean infoIsNew;
    private @Nullable IngestTotals totals;

    private LiveTrace(TraceInfo info, PassCursor cursor, TracePass pass) {
        this.info = info;
        this.cursor = cursor;
        this.pass = pass;
    }

    /** A trace of which a batch with this frame is the first to come, whichever it is. */
    public static LiveTrace begin(TraceEventBatch batch, PassConfig config, SpanTable table) {
        TraceInfo info = TraceInfos.running(batch);
        LiveTrace trace = new LiveTrace(info, PassCursors.begin(), new TracePass(info, config, table));
        trace.infoIsNew = true;
        return trace;
    }

    /** The trace as the store knows it. */
    public static LiveTrace restore(String trace, PassStore store, PassConfig config, SpanTable table) {
        TraceInfo info = store.info(trace).orElseThrow(() -> lacks("info", trace));
        PassCursor cursor = store.cursor(trace).orElseThrow(() -> lacks("cursor", trace));
        TracePass pass = new TracePass(info, config, table);
        store.totals(trace).ifPresent(pass::add);
        for (int batch = cursor.getFoldedThrough() + 1; batch < cursor.getNextSequence(); ) {
            String name = "partial from batch " + batch;
            PassPartial partial = store.partial(trace, batch).orElseThrow(() -> lacks(name, trace));
            pass.add(partial);
            batch = partial.getThrough() + 1;
        }
        pass.restore(cursor);
        return new LiveTrace(info, cursor, pass);
    }

    private static IllegalStateException lacks(String what, String trace) {
        return new IllegalStateException("store trace-pass lacks the " + what + " of trace " + trace);
    }

    /** What becomes of a batch with this frame. */
    public SequenceCheck admit(TraceEventBatch batch) {
        @Nullable String plan = cursor.getPlan();
        if (plan != null && !plan.equals(batch.getPlan())) {
            return SequenceCheck.FOREIGN_PLAN;
        }
        int expected = cursor.getNextSequence();
        if (batch.getSequence() > expected) {
            return SequenceCheck.GAP;
        }
        return batch.getSequence() < expected ? SequenceCheck.SEEN : SequenceCheck.NEXT;
    }

    /** Takes the batch that is next; returns the spans that became complete, in encoded batches. */
    public List<byte[]> accept(FlatBatch<TraceEventBatch, FlatEvent> batch) {
        TraceEventBatch frame = batch.frame();
        if (partialIsFull()) {
            beginPartial();
        }
        List<byte[]> spans = pass.accept(batch);
        if (frame.getHeader() != null) {
            info.setHeader(frame.getHeader());
            infoIsNew = true;
        }
        totals = frame.getTotals();
        cursor.setPlan(frame.getPlan());
        cursor.setNextSequence(frame.getSequence() + 1);
        cursor.setGap(null);
        return spans;
    }

    private boolean partialIsFull() {
        return partialBytes >= FULL_PARTIAL_BYTES || cursor.getLastAppendMs() - partialSinceMs >= PARTIAL_MS;
    }

    /** Begins a partial with the batch that is next. */
    private void beginPartial() {
        pass.endPartial();
        partialFirst = cursor.getNextSequence();
        partialSinceMs = cursor.getLastAppendMs();
        partialBytes = 0;
    }

    /** Spans that could not be written, since the last call: a sentence each. */
    public List<String> takeRejected() {
        return pass.takeRejected();
    }

    /** Notes that a batch is missing; healed when it comes after all, since its producer resends all after it. */
    public void missed(TraceEventBatch batch) {
        if (cursor.getGap() == null) {
            cursor.setGap(
                    "batch " + cursor.getNextSequence() + " was expected but batch " + batch.getSequence() + " came");
        }
    }

    /** Notes that it is alive; true if it had been said to be stalled. */
    public boolean appendedAt(long millis) {
        boolean revived = cursor.getStalled();
        cursor.setLastAppendMs(Math.max(cursor.getLastAppendMs(), millis));
        cursor.setStalled(false);
        return revived;
    }

    /** When its latest batch was appended, in ms since 1970. */
    public long lastAppendMillis() {
        return cursor.getLastAppendMs();
    }

    /** Whether it was announced as stalled and no batch has come since. */
    public boolean isStalled() {
        return cursor.getStalled();
    }

    /** Events of all batches that it took. */
    public long received() {
        return pass.received();
    }

    /** Sequence of the batch that it takes next. */
    public int nextSequence() {
        return cursor.getNextSequence();
    }

    /** The trace as it is to be announced in a state that may still change. */
    public TraceInfo announce(TraceState state) {
        cursor.setStalled(state == TraceState.STALLED);
        TraceInfo copy = TraceInfo.newBuilder(info).setState(state).build();
        copy.setBatches(cursor.getNextSequence());
        copy.setEvents(cursor.getEvents());
        return copy;
    }

    /** Puts where it stands into the store, and what the last batch added if there was one. */
    public void save(PassStore store, boolean tookBatch) {
        String trace = info.getTraceId();
        int through = cursor.getNextSequence() - 1;
        pass.save(cursor);
        if (!tookBatch) {
            store.put(trace, cursor);
        } else if (partialsAreFew()) {
            partialBytes = store.put(trace, cursor, pass.partial(partialFirst, through));
        } else {
            beginPartial();
            store.fold(trace, cursor, pass.totals(through));
        }
        if (infoIsNew) {
            store.put(trace, info);
            infoIsNew = false;
        }
    }

    /** Partials are folded when they outgrow the totals: so these are written seldom, and what is stored stays small. */
    private boolean partialsAreFew() {
        return cursor.getPartialBytes() <= PARTIALS_TO_TOTALS * cursor.getTotalsBytes();
    }

    /** Ends the pass; returns the last spans, in encoded batches. */
    public List<byte[]> lastSpans() {
        return pass.finish();
    }

    /**
     * The records it leaves, after {@link #lastSpans}, the trace as the last of them: COMPLETE unless there is a reason against it.
     *
     * @param incomplete why no more batches are waited for; null where the last one came
     */
    public TraceRows finish(@Nullable String incomplete) {
        pass.save(cursor);
        info.setTotals(totals);
        info.setBatches(cursor.getNextSequence());
        info.setEvents(cursor.getEvents());
        info.setDropped(new TreeMap<>(cursor.getDropped()));
        info.setSpansWritten(cursor.getSpansWritten());
        info.setFoldedNames(cursor.getFoldedNames());
        info.setEvictedLaunches(cursor.getEvictedLaunches());
        TraceRows rows = pass.rows(info);
        List<String> broken = new ArrayList<>();
        if (cursor.getGap() != null) {
            broken.add(cursor.getGap());
        }
        broken.addAll(TraceInfos.mismatches(totals, cursor));
        broken.addAll(Invariants.brokenBy(rows));
        conclude(broken, incomplete);
        if (TraceSteps.canBeCompared(info)) {
            rows.emit(TraceSteps.of(info, rows.of(DeviceStats.class)));
        }
        rows.emit(info); // last: who reads the final state of a trace finds its rows
        return rows;
    }

    private void conclude(List<String> broken, @Nullable String incomplete) {
        List<String> reasons = new ArrayList<>(broken);
        if (incomplete != null) {
            reasons.add(incomplete);
        }
        TraceState end = incomplete == null ? TraceState.COMPLETE : TraceState.INCOMPLETE;
        info.setState(broken.isEmpty() ? end : TraceState.BROKEN);
        info.setReason(reasons.isEmpty() ? null : String.join("; ", reasons));
    }
}
