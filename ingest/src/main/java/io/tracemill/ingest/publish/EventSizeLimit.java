package io.tracemill.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.flat.Attribute;

/** Limit of the size of an event, so that a batch of its own can hold it. Depends only on the event. */
final class EventSizeLimit {

    /** Upper bound of the numbers of an event and the lengths of its strings, in bytes. */
    private static final int FIXED = 1024;

    /** Upper bound of a counter without its name, in bytes. */
    private static final int COUNTER = 16;

    private final StringPool pool;
    private final long mostBytes;

    EventSizeLimit(StringPool pool, long mostBytes) {
        this.pool = pool;
        this.mostBytes = mostBytes;
    }

    /**
     * Whether the event can be published. If it cannot with its arguments, replaces them by a marker with their size.
     *
     * @param packedLength size of the packed event, in bytes
     */
    boolean fit(EventFields event, int packedLength) {
        long pooled = (Long.bitCount(Attribute.TEXTS) + (long) event.counters) * StringPool.LONGEST;
        if (FIXED + packedLength + pooled <= mostBytes) {
            return true;
        }
        long size = sizeWithoutArgs(event);
        if (size + event.argsLength > mostBytes && event.argsLength > 0) {
            event.args = ("{\"tracemill_args_left_out_bytes\":" + event.argsLength + "}").getBytes(UTF_8);
            event.argsOffset = 0;
            event.argsLength = event.args.length;
        }
        return size + event.argsLength <= mostBytes;
    }

    private long sizeWithoutArgs(EventFields event) {
        long size = FIXED;
        for (long left = event.present & Attribute.TEXTS; left != 0; left &= left - 1) {
            size += length(event, (int) event.values[Long.numberOfTrailingZeros(left)]);
        }
        for (int i = 0; i < event.counters; i++) {
            size += COUNTER + length(event, event.counterNames[i]);
        }
        return size;
    }

    private long length(EventFields event, int reference) {
        if (reference >= EventFields.NONE) {
            return reference == EventFields.NONE ? 0 : pool.bytes(reference).length;
        }
        return EventCodec.varInt(event.inline, EventFields.inlinePlace(reference));
    }
}
