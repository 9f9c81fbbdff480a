package io.tracemill.ingest.pack;

import io.tracemill.schemas.flat.Attribute;

/**
 * Lane of a trace: a process and a thread as the file writes them. On a device the thread is a stream.
 *
 * @param process process, empty for none
 * @param thread thread, empty for none
 */
public record Lane(String process, String thread) {

    /** Lane of an event whose strings are in a pool. */
    public static Lane of(EventFields event, StringPool pool) {
        return new Lane(
                event.text(pool, event.text(Attribute.PROCESS)), event.text(pool, event.text(Attribute.THREAD)));
    }
}
