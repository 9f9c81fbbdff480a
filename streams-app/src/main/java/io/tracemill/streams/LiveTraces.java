package io.tracemill.streams;

import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.streams.pass.LiveTrace;
import io.tracemill.streams.pass.PassStore;
import io.tracemill.streams.state.PassCursor;
import io.tracemill.streams.write.SpanTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unfinished traces of a task. The store has all of them; some have a working copy in the heap. A trace without one
 * rests: it gets a copy when a batch or the clock needs it.
 */
final class LiveTraces {

    private static final Logger LOG = LoggerFactory.getLogger(LiveTraces.class);

    /** Most working copies in the heap. */
    private static final int MOST = 256;

    private final TraceTopologyConfig config;
    private final String task;
    private final PassStore store;
    private final LiveMemory memory;
    private final SpanTable table = new SpanTable();
    private final Map<String, LiveTrace> copies = new HashMap<>();

    /** Resting traces, and the time of the partition until which they need no attention, in ms. */
    private final Map<String, Long> resting = new HashMap<>();

    LiveTraces(TraceTopologyConfig config, String task, PassStore store, LiveMemory memory) {
        this.config = config;
        this.task = task;
        this.store = store;
        this.memory = memory;
    }

    /** Number of unfinished traces. */
    int size() {
        return copies.size() + resting.size();
    }

    /** Whether a trace has a working copy. */
    boolean hasCopy(String id) {
        return copies.containsKey(id);
    }

    /** Working copy of the trace of a batch; a new one if the store does not know the trace. */
    LiveTrace of(TraceEventBatch batch) {
        String id = batch.getTraceId();
        LiveTrace known = copies.get(id);
        if (known != null) {
            return known;
        }
        if (store.cursor(id).isPresent()) {
            return of(id);
        }
        makeRoomForOne();
        LiveTrace fresh = LiveTrace.begin(batch, config.pass(), table);
        copies.put(id, fresh);
        return fresh;
    }

    /** Working copy of a trace that the store knows. */
    LiveTrace of(String id) {
        LiveTrace known = copies.get(id);
        if (known != null) {
            return known;
        }
        makeRoomForOne();
        LiveTrace trace = restore(id);
        copies.put(id, trace);
        resting.remove(id);
        return trace;
    }

    private LiveTrace restore(String id) {
        try {
            return LiveTrace.restore(id, store, config.pass(), table);
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw new IllegalStateException("it needs too much memory: " + e.getMessage(), e);
        }
    }

    /**
     * Discards the working copy of a trace. The store still has its last state. A trace whose cursor cannot be read is
     * due at once.
     */
    Optional<PassCursor> rest(String id) {
        copies.remove(id);
        try {
            Optional<PassCursor> cursor = store.cursor(id);
            cursor.ifPresent(known -> rest(id, known.getStalled(), known.getLastAppendMs()));
            return cursor;
        } catch (RuntimeException e) {
            LOG.warn("trace {} cannot be continued", id, e);
            resting.put(id, Long.MIN_VALUE);
            return Optional.empty();
        }
    }

    /** Discards the working copy of a trace that has stalled. */
    void restIfStalled(String id, LiveTrace trace) {
        if (trace.isStalled()) {
            copies.remove(id);
            rest(id, true, trace.lastAppendMillis());
        }
    }

    private void rest(String id, boolean stalled, long lastAppendMillis) {
        resting.put(id, lastAppendMillis + (stalled ? config.incompleteAfter() : config.stalledAfter()).toMillis());
    }

    /** Forgets a trace that is finished. */
    void remove(String id) {
        copies.remove(id);
        resting.remove(id);
    }

    /** Traces that the clock may have something to say about. */
    List<String> due(long now) {
        List<String> due = new ArrayList<>(copies.keySet());
        resting.entrySet().stream()
                .filter(trace -> trace.getValue() <= now)
                .map(Map.Entry::getKey)
                .forEach(due::add);
        return due;
    }

    private void makeRoomForOne() {
        if (copies.size() >= MOST) {
            restLongestWaiting();
        }
    }

    /** Discards working copies while they take too much memory, except the last one. */
    void makeRoom() {
        long excess = memory.takes(task, bytes());
        while (excess > 0 && copies.size() > 1) {
            restLongestWaiting();
            excess = memory.takes(task, bytes());
        }
    }

    private long bytes() {
        return copies.values().stream().mapToLong(LiveTrace::memoryBytes).sum();
    }

    private void restLongestWaiting() {
        copies.entrySet().stream()
                .min(Comparator.comparingLong(trace -> trace.getValue().lastAppendMillis()))
                .map(Map.Entry::getKey)
                .ifPresent(this::rest);
    }

    /** Gives the memory of the task back. */
    void close() {
        memory.closed(task);
    }
}
