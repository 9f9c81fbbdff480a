package io.tracemill.streams.rollup;

import io.tracemill.schemas.SyncScope;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.state.StreamState;
import io.tracemill.streams.state.SyncState;
import io.tracemill.streams.trace.FoldCounts;
import io.tracemill.streams.trace.FullTable;
import io.tracemill.streams.trace.LongTable;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Device events that stream and device syncs waited for. A sync waited for the event that ended last before the sync
 * did, among those still running when the sync began. The event is known once device events start after the end of the
 * sync. Waits for a single event and waits of one stream for another are left out, since they do not refer to the last
 * event of a stream.
 */
final class SyncWaits {

    /** Most streams that are looked at: the first to have a device event. */
    private static final int MAX_STREAMS = 512;

    /** Most syncs in flight. Beyond it, the oldest is settled with the events known so far. */
    private static final int MAX_PENDING = 64;

    private final Completion completion;
    private final FoldCounts folds;
    private final LongTable<StreamState> streams = new LongTable<>();
    private final List<StreamState> inOrder = new ArrayList<>();
    private final ArrayDeque<SyncState> pending = new ArrayDeque<>();

    /** Receiver of the time between the end of an event and the end of the sync that waited for it. */
    interface Completion {
        void of(int device, int key, long nanos);
    }

    SyncWaits(Completion completion, FoldCounts folds) {
        this.completion = completion;
        this.folds = folds;
    }

    void deviceEvent(TraceSpan span, int key) {
        if (!pending.isEmpty()) {
            settleUntil(span.startNanos());
        }
        int stream = span.stream();
        StreamState last = lastOn(span.device(), stream);
        if (last == null) {
            folds.add(FullTable.SYNCED_STREAMS);
        } else if (span.endNanos() >= last.getEndNs()) {
            last.setKey(key);
            last.setEndNs(span.endNanos());
        }
        if (!pending.isEmpty()) {
            StreamState event = new StreamState(span.device(), stream, key, span.endNanos());
            pending.forEach(sync -> offer(sync, event));
        }
    }

    /** Last event of a stream; null if there is no room for the stream. */
    private @Nullable StreamState lastOn(int device, int stream) {
        long key = ((long) device << 32) | stream;
        StreamState last = streams.get(key);
        if (last == null && inOrder.size() < MAX_STREAMS) {
            last = new StreamState(device, stream, 0, Long.MIN_VALUE);
            streams.put(key, last);
            inOrder.add(last);
        }
        return last;
    }

    void sync(TraceSpan span) {
        if (!span.event().has(Attribute.SYNC_SCOPE)) {
            return;
        }
        boolean onStream = span.event().isSymbol(Attribute.SYNC_SCOPE, SyncScope.STREAM);
        int stream = onStream ? span.stream() : Symbols.NONE;
        SyncState sync =
                new SyncState(span.device(), stream, span.startNanos(), span.endNanos(), 0, null, Long.MIN_VALUE);
        inOrder.forEach(last -> offer(sync, last));
        if (pending.size() >= MAX_PENDING) {
            settle(pending.remove());
        }
        pending.add(sync);
    }

    private static void offer(SyncState sync, StreamState event) {
        boolean meant = (sync.getDevice() == Symbols.NONE || sync.getDevice() == event.getDevice())
                && (sync.getStream() == Symbols.NONE || sync.getStream() == event.getStream());
        boolean waitedFor = event.getEndNs() > sync.getStartNs() && event.getEndNs() <= sync.getEndNs();
        if (meant && waitedFor && event.getEndNs() >= sync.getEventEndNs()) {
            sync.setOnDevice(event.getDevice());
            sync.setKey(event.getKey());
            sync.setEventEndNs(event.getEndNs());
        }
    }

    private void settleUntil(long nanos) {
        Iterator<SyncState> syncs = pending.iterator();
        while (syncs.hasNext()) {
            SyncState sync = syncs.next();
            if (sync.getEndNs() <= nanos) {
                settle(sync);
                syncs.remove();
            }
        }
    }

    private void settle(SyncState sync) {
        Integer key = sync.getKey();
        if (key != null) {
            completion.of(sync.getOnDevice(), key, sync.getEndNs() - sync.getEventEndNs());
        }
    }

    /** Settles all syncs at the end of the trace. */
    void finish() {
        pending.forEach(this::settle);
        pending.clear();
    }

    List<StreamState> streams() {
        return new ArrayList<>(inOrder);
    }

    List<SyncState> pending() {
        return new ArrayList<>(pending);
    }

    void restore(List<StreamState> states, List<SyncState> syncs) {
        for (StreamState state : states) {
            StreamState last = lastOn(state.getDevice(), state.getStream());
            if (last != null) {
                last.setKey(state.getKey());
                last.setEndNs(state.getEndNs());
            }
        }
        pending.clear();
        pending.addAll(syncs);
    }
}
