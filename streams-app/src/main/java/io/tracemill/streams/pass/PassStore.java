package io.tracemill.streams.pass;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.state.FinishedTrace;
import io.tracemill.streams.state.PassCursor;
import io.tracemill.streams.state.PassPartial;
import io.tracemill.streams.store.KeyValues;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * State of all traces in the store {@code trace-pass}: the info, the cursor, the totals and the newer partials of each
 * unfinished trace, and the ids of finished traces. Ids of traces have no {@code |}, so no key of one trace begins like
 * that of another. A value over 1 MiB is split into slices, far smaller than the largest record.
 */
public final class PassStore {

    private static final int SLICE_BYTES = 1 << 20;
    private static final String INFO = "|info";
    private static final String CURSOR = "|cursor";
    private static final String PARTIAL = "|partial-";
    private static final String TOTALS = "|totals";
    private static final String FINISHED = "|finished|";

    private final AvroSerde<TraceInfo> infos = AvroSerde.of(TraceInfo.class);
    private final AvroSerde<PassCursor> cursors = AvroSerde.of(PassCursor.class);
    private final AvroSerde<PassPartial> partials = AvroSerde.of(PassPartial.class);
    private final AvroSerde<FinishedTrace> finished = AvroSerde.of(FinishedTrace.class);
    private final KeyValues store;

    /** Creates the view of the state in a store. */
    public PassStore(KeyValues store) {
        this.store = store;
    }

    /** Ids of the traces that are not finished. */
    public List<String> traces() {
        List<String> traces = new ArrayList<>();
        store.forEach("", (key, value) -> {
            if (key.endsWith(CURSOR)) {
                traces.add(key.substring(0, key.length() - CURSOR.length()));
            }
        });
        return traces;
    }

    Optional<TraceInfo> info(String trace) {
        return Optional.ofNullable(get(trace + INFO)).map(infos::decode);
    }

    /** Cursor of a trace; empty if the trace has not started or is finished. */
    public Optional<PassCursor> cursor(String trace) {
        return Optional.ofNullable(get(trace + CURSOR)).map(cursors::decode);
    }

    Optional<PassPartial> partial(String trace, int first) {
        return Optional.ofNullable(get(trace + PARTIAL + first)).map(partials::decode);
    }

    Optional<PassPartial> totals(String trace) {
        return Optional.ofNullable(get(trace + TOTALS)).map(partials::decode);
    }

    /** Writes the info of a trace, which changes rarely. */
    void put(String trace, TraceInfo info) {
        put(trace + INFO, infos.encode(info));
    }

    /** Writes the cursor of a trace. */
    void put(String trace, PassCursor cursor) {
        put(trace + CURSOR, cursors.encode(cursor));
    }

    /**
     * Writes the state after one batch. The partial replaces the one that begins with the same batch. Everything is
     * encoded before the first write, so a failure leaves the store unchanged.
     *
     * @return encoded size of the partial, in bytes
     */
    int put(String trace, PassCursor cursor, PassPartial partial) {
        String key = trace + PARTIAL + partial.getFirst();
        byte[] partialBytes = partials.encode(partial);
        cursor.setPartialBytes(cursor.getPartialBytes() - storedLength(key) + partialBytes.length);
        byte[] cursorBytes = cursors.encode(cursor);
        put(key, partialBytes);
        put(trace + CURSOR, cursorBytes);
        return partialBytes.length;
    }

    /** Writes the state after one batch, with totals that replace all partials. */
    void fold(String trace, PassCursor cursor, PassPartial totals) {
        byte[] totalsBytes = partials.encode(totals);
        cursor.setFoldedThrough(totals.getThrough());
        cursor.setPartialBytes(0);
        cursor.setTotalsBytes(totalsBytes.length);
        byte[] cursorBytes = cursors.encode(cursor);
        deletePrefix(trace + PARTIAL);
        put(trace + TOTALS, totalsBytes);
        put(trace + CURSOR, cursorBytes);
    }

    /** Deletes the state of a trace and remembers that it is finished. */
    public void finish(String trace, long nowMillis) {
        deletePrefix(trace + "|");
        store.put(FINISHED + trace, finished.encode(new FinishedTrace(nowMillis)));
    }

    /** Finishes a trace whose state cannot be used; returns its record, which says why it is BROKEN. */
    public TraceInfo abandon(String trace, long nowMillis, String reason) {
        TraceInfo info;
        try {
            info = info(trace).orElseGet(() -> TraceInfos.unknown(trace));
        } catch (RuntimeException e) {
            info = TraceInfos.unknown(trace);
        }
        info.setState(TraceState.BROKEN);
        info.setReason(reason);
        finish(trace, nowMillis);
        return info;
    }

    /** Whether a trace is finished, and not yet forgotten. */
    public boolean isFinished(String trace) {
        return store.get(FINISHED + trace) != null;
    }

    /** Forgets the traces that were finished before a time, in ms since 1970. */
    public void forgetFinishedBefore(long millis) {
        List<String> old = new ArrayList<>();
        store.forEach(FINISHED, (key, value) -> {
            if (isBefore(value, millis)) {
                old.add(key);
            }
        });
        old.forEach(store::delete);
    }

    /** Whether a trace was finished before a time. A value that cannot be read is old. */
    private boolean isBefore(byte[] value, long millis) {
        try {
            return finished.decode(value).getFinishedMs() < millis;
        } catch (RuntimeException e) {
            return true;
        }
    }

    private void put(String key, byte[] value) {
        int slices = 0;
        for (int from = 0; from < value.length; from += SLICE_BYTES, slices++) {
            byte[] slice = Arrays.copyOfRange(value, from, Math.min(value.length, from + SLICE_BYTES));
            store.put(slices == 0 ? key : slice(key, slices), slices == 0 ? withLength(slice, value.length) : slice);
        }
        for (int stale = slices; store.get(slice(key, stale)) != null; stale++) {
            store.delete(slice(key, stale));
        }
    }

    private byte @Nullable [] get(String key) {
        byte[] first = store.get(key);
        if (first == null) {
            return null;
        }
        int length = length(first);
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(first, Integer.BYTES, Math.max(0, first.length - Integer.BYTES));
        for (int slice = 1; value.size() < length; slice++) {
            byte[] next = store.get(slice(key, slice));
            if (next == null) {
                throw new IllegalStateException("store trace-pass lacks slice " + slice + " of " + key);
            }
            value.writeBytes(next);
        }
        if (value.size() != length) {
            throw new IllegalStateException("store trace-pass has too long a value of " + key);
        }
        return value.toByteArray();
    }

    private int storedLength(String key) {
        byte[] first = store.get(key);
        return first == null ? 0 : length(first);
    }

    /** Length of a value, which stands at the beginning of its first slice. */
    private static int length(byte[] first) {
        return first.length < Integer.BYTES ? -1 : ByteBuffer.wrap(first).getInt();
    }

    private static String slice(String key, int slice) {
        return key + "/" + slice;
    }

    private static byte[] withLength(byte[] slice, int length) {
        return ByteBuffer.allocate(Integer.BYTES + slice.length)
                .putInt(length)
                .put(slice)
                .array();
    }

    private void deletePrefix(String prefix) {
        List<String> keys = new ArrayList<>();
        store.forEach(prefix, (key, value) -> keys.add(key));
        keys.forEach(store::delete);
    }
}
