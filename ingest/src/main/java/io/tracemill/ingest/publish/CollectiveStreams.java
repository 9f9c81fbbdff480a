package io.tracemill.ingest.publish;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Set;

/**
 * Streams that carry collectives. A copy on such a stream is part of a collective, not work of its own.
 *
 * @param streams streams, as process/thread
 * @param pool strings of the trace
 */
record CollectiveStreams(Set<String> streams, StringPool pool) {

    /** Corrects the kind of an event, now that the whole file is known. */
    void correct(EventFields event) {
        if (event.kind == EventKind.MEMCPY && carry(event)) {
            event.kind = EventKind.OTHER;
        }
    }

    private boolean carry(EventFields event) {
        return !streams.isEmpty()
                && streams.contains(event.text(pool, event.text(Attribute.PROCESS))
                        + '/'
                        + event.text(pool, event.text(Attribute.THREAD)));
    }
}
