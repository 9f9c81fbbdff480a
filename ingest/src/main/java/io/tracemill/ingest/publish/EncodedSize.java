package io.tracemill.ingest.publish;

import io.tracemill.ingest.pack.EventFields;

/** How many bytes an event takes in an encoded batch, at most; a function of the event and the batch before it alone. */
final class EncodedSize {

    /** Kind, flag and the branches of the optional fields. */
    private static final int FIXED = 24;

    private EncodedSize() {}

    /** Bytes of a number in Avro's encoding. */
    static int ofLong(long value) {
        long zigzag = value << 1 ^ value >> 63;
        return (70 - Long.numberOfLeadingZeros(zigzag | 1)) / 7;
    }

    static long of(EventFields event, BatchStrings strings, long baseNanos) {
        long size = (long) FIXED + ofLong(event.start + baseNanos) + ofLong(event.duration) + ofLong(Integer.MAX_VALUE);
        for (int reference : event.strings) {
            size += strings.cost(event, reference);
        }
        size += event.has(EventFields.CORRELATION) ? ofLong(event.correlation) : 0;
        size += event.has(EventFields.EXTERNAL_ID) ? ofLong(event.externalId) : 0;
        size += event.has(EventFields.REGISTERS) ? ofLong(event.registers) : 0;
        size += event.has(EventFields.SHARED_MEMORY) ? ofLong(event.sharedMemory) : 0;
        size += event.has(EventFields.OCCUPANCY) ? Double.BYTES : 0;
        size += event.has(EventFields.BYTES) ? ofLong(event.bytes) : 0;
        for (int i = 0; i < event.counters; i++) {
            size += 16 + strings.length(event, event.counterNames[i]);
        }
        return event.argsLength == 0 ? size : size + ofLong(event.argsLength) + event.argsLength;
    }
}
