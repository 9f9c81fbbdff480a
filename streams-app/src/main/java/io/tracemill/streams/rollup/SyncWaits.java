package io.tracemill.streams.rollup;

import io.tracemill.streams.state.StreamState;
import io.tracemill.streams.state.SyncState;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which device event each stream or device sync waited for: of those still running when it began, the last to end before
 * it did. Known once the device events have passed the sync's end. Waits on a single event, and waits of one stream for
 * another, are left out: they say nothing of the last event of a stream.
 */
final class SyncWaits {

    /** Syncs in flight at once, at most; then the oldest is settled with what is known. */
    private static final int MAX_PENDING = 64;

    private final Completion completion;
    private final Map<Long, StreamState> lastOnStream = new LinkedHashMap<>();
    private final ArrayDeque<SyncState> pending = new ArrayDeque<>();

    /** Takes how long after the end of an event, of the row of this device and key, the sync ended. */
    interface Completion {
        void of(int device, int key, long nanos);
    }

    SyncWaits(Completion completion) {
        this.completion = completion;
    }

    void deviceEvent(TraceSpan span, int key) {
        if (!pending.isEmpty()) {
            settleUntil(span.startNanos());
        }
        int stream = span.stream();
        StreamState last = lastOnStream.computeIfAbsent(
                streamKey(span.device(), stream), fresh -> new StreamState(span.device(), stream, key, Long.MIN_VALUE));
        if (span.endNanos() >= last.getEndNs()) {
            last.setKey(key);
            last.setEndNs(span.endNanos());
        }
        for (SyncState sync : pending) {
            offer(sync, new StreamState(span.device(), stream, key, span.endNanos()));
        }
    }

    private static long streamKey(int device, int stream) {
        return ((long) device << 32) | stream;
    }

    void sync(TraceSpan span) {
        if (!waitsForAll(span.event().getArgs())) {
            return;
        }
        int stream = isNamed(span.strings().get(span.event().getStream())) ? span.stream() : Symbols.NONE;
        SyncState sync =
                new SyncState(span.device(), stream, span.startNanos(), span.endNanos(), 0, null, Long.MIN_VALUE);
        lastOnStream.values().forEach(last -> offer(sync, last));
        if (pending.size() >= MAX_PENDING) {
            settle(pending.remove());
        }
        pending.add(sync);
    }

    private static boolean waitsForAll(@Nullable String args) {
        return args != null
                && args.contains("\"cuda_sync_kind\"")
                && (args.contains("Stream Sync") || args.contains("Context Sync") || args.contains("Device Sync"));
    }

    /** CUPTI writes an absent stream as -1, in 32 bits signed or unsigned. */
    private static boolean isNamed(@Nullable String stream) {
        return stream != null && !stream.isEmpty() && !stream.equals("-1") && !stream.equals("4294967295");
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

    /** Nothing more will come. */
    void finish() {
        pending.forEach(this::settle);
        pending.clear();
    }

    List<StreamState> streams() {
        return new ArrayList<>(lastOnStream.values());
    }

    List<SyncState> pending() {
        return new ArrayList<>(pending);
    }

    void restore(List<StreamState> streams, List<SyncState> syncs) {
        lastOnStream.clear();
        streams.forEach(stream -> lastOnStream.put(streamKey(stream.getDevice(), stream.getStream()), stream));
        pending.clear();
        pending.addAll(syncs);
    }
}
