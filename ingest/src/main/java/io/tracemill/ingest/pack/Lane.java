package io.tracemill.ingest.pack;

import io.tracemill.schemas.flat.Attribute;

/**
 * A process and a thread as the file writes them; of a device, the thread is a stream.
 *
 * @param process its process, empty for none
 * @param thread its thread, empty for none
 */
public record Lane(String process, String thread) {

    /** Lane of an event whose strings are in a pool. */
    public static Lane of(EventFields event, StringPool pool) {
        return new Lane(
                event.text(pool, event.text(Attribute.PROCESS)), event.text(pool, event.text(Attribute.THREAD)));
    }
}
