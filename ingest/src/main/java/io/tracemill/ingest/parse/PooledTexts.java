package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.flat.Attribute;

/**
 * Texts of events that are being parsed.
 *
 * @param pool strings that the events share
 */
record PooledTexts(StringPool.Cache pool) {

    /** Text of an attribute, empty if absent. */
    String of(EventFields event, Attribute attribute) {
        int reference = event.text(attribute);
        return reference == EventFields.NONE ? "" : of(event, reference);
    }

    /** Text of a reference that stands for one. */
    String of(EventFields event, int reference) {
        if (reference >= 0) {
            return new String(pool.bytes(reference), UTF_8);
        }
        int place = EventFields.inlinePlace(reference);
        int length = EventCodec.varInt(event.inline, place);
        return new String(event.inline, place + EventCodec.varIntBytes(length), length, UTF_8);
    }
}
