package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.classify.Laws;
import io.tracemill.streams.rollup.TraceRows;
import io.tracemill.streams.state.PassCursor;
import io.tracemill.streams.trace.KindCounts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A trace that is not finished: its pass, where it stands, and which batch it takes next. A working copy of the store. */
final class LiveTrace {

    /** Batches whose partials are kept one by one before they are folded into the totals. */
    static final int FOLD_EVERY = 64;

    private final TraceInfo info;
    private final PassCursor cursor;
    private final TracePass pass;
    private @Nullable IngestTotals totals;

    private LiveTrace(TraceInfo info, PassCursor cursor, TracePass pass) {
        this.info = info;
        this.cursor = cursor;
        this.pass = pass;
    }

    /** A trace of which this is the first batch to come, whichever it is. */
    static LiveTrace begin(TraceEventBatch batch, PassConfig config) {
        TraceInfo info = TraceInfos.running(batch);
        PassCursor cursor = PassCursors.begin();
        LiveTrace trace = new LiveTrace(info, cursor, new TracePass(config));
        trace.keepInfo();
        return trace;
    }

    /** The trace as the store knows it. */
    static LiveTrace restore(String trace, PassStore store, PassConfig config) {
        PassCursor cursor = store.cursor(trace).orElseThrow(() -> lacks("cursor", trace));
        TracePass pass = new TracePass(config);
        store.totals(trace).ifPresent(pass::add);
        for (int batch = cursor.getFoldedThrough() + 1; batch < cursor.getNextSequence(); batch++) {
            String name = "partial " + batch;
            pass.add(store.partial(trace, batch).orElseThrow(() -> lacks(name, trace)));
        }
        pass.restore(cursor);
        ByteBuffer bytes = cursor.getInfo().duplicate();
        byte[] info = new byte[bytes.remaining()];
        bytes.get(info);
        return new LiveTrace(AvroSerde.of(TraceInfo.class).decode(info), cursor, pass);
    }

    private static IllegalStateException lacks(String what, String trace) {
        return new IllegalStateException("store trace-pass lacks the " + what + " of trace " + trace);
    }

    Admission admit(TraceEventBatch batch) {
        @Nullable String plan = cursor.getPlan();
        if (plan != null && !plan.equals(batch.getPlan())) {
            return Admission.FOREIGN_PLAN;
        }
        int expected = cursor.getNextSequence();
        if (batch.getSequence() > expected) {
            return Admission.GAP;
        }
        return batch.getSequence() < expected ? Admission.SEEN : Admission.NEXT;
    }

    /** Takes the batch that is next; returns the spans that became complete. */
    List<SpanBatch> accept(TraceEventBatch batch) {
        count(batch);
        if (batch.getHeader() != null) {
            info.setHeader(batch.getHeader());
            keepInfo();
        }
        totals = batch.getTotals();
        List<SpanBatch> spans = pass.accept(batch, info);
        cursor.setPlan(batch.getPlan());
        cursor.setNextSequence(batch.getSequence() + 1);
        cursor.setGap(null);
        return spans;
    }

    /** Until the end the info changes only with the header, so it is encoded then and not with every batch. */
    private void keepInfo() {
        cursor.setInfo(ByteBuffer.wrap(AvroSerde.of(TraceInfo.class).encode(info)));
    }

    private void count(TraceEventBatch batch) {
        KindCounts kinds = new KindCounts();
        kinds.add(cursor.getReceivedKinds());
        batch.getEvents().forEach(event -> kinds.add(event.getKind()));
        cursor.setReceivedKinds(kinds.byKind());
        cursor.setEvents(cursor.getEvents() + batch.getEvents().size());
    }

    /** Notes that a batch is missing; healed when it comes after all, since its producer resends all after it. */
    void missed(TraceEventBatch batch) {
        if (cursor.getGap() == null) {
            cursor.setGap(
                    "batch " + cursor.getNextSequence() + " was expected but batch " + batch.getSequence() + " came");
        }
    }

    /** Notes that it is alive; true if it had been said to be stalled. */
    boolean appendedAt(long millis) {
        boolean revived = cursor.getStalled();
        cursor.setLastAppendMs(Math.max(cursor.getLastAppendMs(), millis));
        cursor.setStalled(false);
        return revived;
    }

    long lastAppendMillis() {
        return cursor.getLastAppendMs();
    }

    boolean isStalled() {
        return cursor.getStalled();
    }

    int nextSequence() {
        return cursor.getNextSequence();
    }

    /** The trace as it is to be announced in a state that may still change. */
    TraceInfo announce(TraceState state) {
        cursor.setStalled(state == TraceState.STALLED);
        TraceInfo copy = TraceInfo.newBuilder(info).setState(state).build();
        copy.setBatches(cursor.getNextSequence());
        copy.setEvents(cursor.getEvents());
        return copy;
    }

    /** Puts where it stands into the store, and what the last batch added if there was one. */
    void save(PassStore store, boolean tookBatch) {
        String trace = info.getTraceId();
        pass.save(cursor);
        int through = cursor.getNextSequence() - 1;
        if (!tookBatch) {
            store.put(trace, cursor, null);
        } else if (cursor.getNextSequence() % FOLD_EVERY != 0) {
            store.put(trace, cursor, pass.takePartial(through));
        } else {
            pass.takePartial(through);
            cursor.setFoldedThrough(through);
            store.fold(trace, cursor, pass.totals(through));
        }
    }

    /** Ends the pass; returns the last spans. */
    List<SpanBatch> lastSpans() {
        return pass.finish(info);
    }

    /**
     * The rows, after {@link #lastSpans}; the trace among them is COMPLETE unless there is a reason against it.
     *
     * @param incomplete why no more batches are waited for; null where the last one came
     */
    TraceRows finish(@Nullable String incomplete) {
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
        broken.addAll(Laws.brokenBy(rows));
        conclude(broken, incomplete);
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
