package io.tracemill.ingest.sort;

/** Events of a trace, which can be read more than once. */
public interface EventSource {

    /** A new cursor over all events, in the order of the trace. */
    EventCursor events();
}
