package io.tracemill.streams.pass;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.IdleStats;
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
import io.tracemill.streams.trace.Texts;
import io.tracemill.streams.write.SpanTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trace that is not finished: its pass, its cursor, and the batch it expects next. A working copy of the store. */
public final class LiveTrace {

    /**
     * Time within which batches share a partial, in ms. They most likely share a commit, and only the last value of a
     * commit is sent.
     */
    private static final long PARTIAL_MS = 500;

    /** Size from which a partial is closed, in bytes, since every batch encodes the open partial anew. */
    private static final int FULL_PARTIAL_BYTES = 1 << 15;

    /** Factor by which the partials together may outgrow the totals before they are folded into them. */
    private static final long PARTIALS_TO_TOTALS = 2;

    /** Memory that a byte of encoded statistics takes, in bytes. */
    private static final int BYTES_PER_ENCODED_BYTE = 4;

    private final TraceInfo info;
    private final PassCursor cursor;
    private final TracePass pass;
    private final Texts texts;
    private int partialFirst;
    private long partialSinceMs;
    private int partialBytes = FULL_PARTIAL_BYTES; // the first batch begins one
    private boolean infoIsNew;
    private long stateBytes;
    private @Nullable IngestTotals totals;

    private LiveTrace(TraceInfo info, PassCursor cursor, TracePass pass, Texts texts) {
        this.info = info;
        this.cursor = cursor;
        this.pass = pass;
        this.texts = texts;
    }

    /** Begins a trace with the frame of the first batch received, which may be any batch of the trace. */
    public static LiveTrace begin(TraceEventBatch batch, PassConfig config, SpanTable table) {
        TraceInfo info = TraceInfos.running(batch);
        Texts texts = new Texts();
        TracePass pass = new TracePass(info, config, table, texts);
        LiveTrace trace = new LiveTrace(info, PassCursors.begin(), pass, texts);
        trace.infoIsNew = true;
        return trace;
    }

    /** Restores a trace from the store. */
    public static LiveTrace restore(String trace, PassStore store, PassConfig config, SpanTable table) {
        TraceInfo info = store.info(trace).orElseThrow(() -> lacks("info", trace));
        PassCursor cursor = store.cursor(trace).orElseThrow(() -> lacks("cursor", trace));
        Texts texts = new Texts();
        TracePass pass = new TracePass(info, config, table, texts);
        store.totals(trace).ifPresent(pass::add);
        for (int batch = cursor.getFoldedThrough() + 1; batch < cursor.getNextSequence(); ) {
            String name = "partial from batch " + batch;
            PassPartial partial = store.partial(trace, batch).orElseThrow(() -> lacks(name, trace));
            pass.add(partial);
            batch = partial.getThrough() + 1;
        }
        pass.restore(cursor);
        LiveTrace restored = new LiveTrace(info, cursor, pass, texts);
        restored.measure();
        return restored;
    }

    private static IllegalStateException lacks(String what, String trace) {
        return new IllegalStateException("store trace-pass lacks the " + what + " of trace " + trace);
    }

    /** Checks whether a batch is the next one of the trace. */
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

    /** Runs the next batch through the pass; returns the spans that became complete, in encoded batches. */
    public List<byte[]> accept(FlatBatch<TraceEventBatch, FlatEvent> batch) {
        TraceEventBatch frame = batch.frame();
        if (partialIsFull()) {
            beginPartial();
        }
        List<byte[]> spans = pass.accept(batch);
        if (frame.getHeader() != null) {
            info.setHeader(frame.getHeader());
            info.setLabels(frame.getLabels());
            infoIsNew = true;
        }
        totals = frame.getTotals();
        cursor.setPlan(frame.getPlan());
        cursor.setNextSequence(frame.getSequence() + 1);
        cursor.setGap(null);
        measure();
        return spans;
    }

    /**
     * Why the trace must end before its last batch: its times are out of bounds, or its state has become too large.
     * Spans count from {@link #accept} on, statistics from {@link #save} on.
     */
    public Optional<String> fault() {
        if (pass.fault() != null) {
            return Optional.of(pass.fault());
        }
        return stateBytes <= AvroSerde.MAX_STATE_BYTES
                ? Optional.empty()
                : Optional.of("its state is larger than " + (AvroSerde.MAX_STATE_BYTES >> 20) + " MiB after "
                        + pass.received() + " events: too many spans are open or wait, or there are too many names");
    }

    private boolean partialIsFull() {
        return partialBytes >= FULL_PARTIAL_BYTES || cursor.getLastAppendMs() - partialSinceMs >= PARTIAL_MS;
    }

    /** Begins a partial that starts with the next batch. */
    private void beginPartial() {
        pass.endPartial();
        partialFirst = cursor.getNextSequence();
        partialSinceMs = cursor.getLastAppendMs();
        partialBytes = 0;
    }

    /** Spans rejected since the last call, one sentence each. */
    public List<String> takeRejected() {
        return pass.takeRejected();
    }

    /**
     * Notes that a batch is missing. Its arrival heals the trace, since its producer then resends all batches after it.
     */
    public void missed(TraceEventBatch batch) {
        if (cursor.getGap() == null) {
            cursor.setGap(
                    "batch " + cursor.getNextSequence() + " was expected but batch " + batch.getSequence() + " came");
        }
    }

    /** Notes the append time of a batch, in ms since 1970; returns true if the trace was stalled. */
    public boolean appendedAt(long millis) {
        boolean revived = cursor.getStalled();
        cursor.setLastAppendMs(Math.max(cursor.getLastAppendMs(), millis));
        cursor.setStalled(false);
        return revived;
    }

    /** Append time of the latest batch, in ms since 1970. */
    public long lastAppendMillis() {
        return cursor.getLastAppendMs();
    }

    /** Whether the trace was announced as STALLED and no batch has arrived since. */
    public boolean isStalled() {
        return cursor.getStalled();
    }

    /** Number of events in the batches accepted so far. */
    public long received() {
        return pass.received();
    }

    /** Sequence of the batch expected next. */
    public int nextSequence() {
        return cursor.getNextSequence();
    }

    /** Announcement of the trace in a state that is not final. */
    public TraceInfo announce(TraceState state) {
        cursor.setStalled(state == TraceState.STALLED);
        TraceInfo copy = TraceInfo.newBuilder(info).setState(state).build();
        copy.setBatches(cursor.getNextSequence());
        copy.setEvents(cursor.getEvents());
        return copy;
    }

    /**
     * Writes the cursor into the store, and the state that the last batch added.
     *
     * @param tookBatch whether a batch was accepted since the last call
     */
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
        cursor.setHeld(PassCursors.NOTHING_HELD); // the pass has these spans, and they may be many megabytes
        measure();
    }

    private void measure() {
        long encoded = cursor.getTotalsBytes() + cursor.getPartialBytes();
        stateBytes = pass.inFlightBytes() + BYTES_PER_ENCODED_BYTE * encoded;
    }

    /** Memory of the trace after the last {@link #save}, in bytes. */
    public long memoryBytes() {
        return stateBytes + texts.bytes();
    }

    /**
     * Whether the partials need not be folded yet. They are folded when they outgrow the totals, so the totals are
     * rarely written and the stored state stays small.
     */
    private boolean partialsAreFew() {
        return cursor.getPartialBytes() <= PARTIALS_TO_TOTALS * cursor.getTotalsBytes();
    }

    /** Ends the pass; returns the last spans in encoded batches. */
    public List<byte[]> lastSpans() {
        return pass.finish();
    }

    /**
     * Records of the finished trace, to be called after {@link #lastSpans}. The last of them is the trace itself,
     * COMPLETE unless there is a reason against it.
     *
     * @param end how its batches ended
     */
    public TraceRows finish(TraceEnd end) {
        pass.save(cursor);
        info.setTotals(totals);
        info.setBatches(cursor.getNextSequence());
        info.setEvents(cursor.getEvents());
        info.setDropped(new TreeMap<>(cursor.getDropped()));
        info.setSpansWritten(cursor.getSpansWritten());
        info.setFoldedNames(cursor.getFoldedNames());
        info.setFolded(new TreeMap<>(cursor.getFolded()));
        info.setEvictedLaunches(cursor.getEvictedLaunches());
        TraceRows rows = pass.rows(info);
        List<String> broken = end.faults();
        if (cursor.getGap() != null) {
            broken.add(cursor.getGap());
        }
        broken.addAll(TraceInfos.mismatches(totals, cursor));
        broken.addAll(Invariants.brokenBy(rows));
        conclude(broken, end.incomplete());
        if (TraceSteps.canBeCompared(info)) {
            rows.emit(TraceSteps.of(
                    info, rows.of(DeviceStats.class), rows.of(IdleStats.class), rows.of(Bottleneck.class)));
        } else {
            rows.withdraw(Collectives.class);
        }
        Placements.of(info).forEach(rows::emit);
        Optional.ofNullable(NodeWindows.of(info, rows)).ifPresent(rows::emit);
        rows.emit(info); // last, so that whoever reads the final state finds the rows
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
