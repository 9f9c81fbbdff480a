package io.tracemill.ingest.publish;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Puts the ids of flows that end where a device event begins on that event: the first of the same process, thread and
 * start. In the order of the trace the ends come before all that starts with them.
 */
final class FlowEnds {

    private final StringPool pool;
    private final List<End> waiting = new ArrayList<>();
    private long start;

    private record End(String process, String thread, long id) {}

    FlowEnds(StringPool pool) {
        this.pool = pool;
    }

    /** Takes an end; those of earlier times have found their event, or will not. */
    void add(EventFields end) {
        if (end.start != start) {
            waiting.clear();
            start = end.start;
        }
        waiting.add(new End(process(end), thread(end), end.correlation));
    }

    /** Puts on a device event the id of the flow that ends with it, if one does. */
    void link(EventFields event) {
        if (waiting.isEmpty() || event.start != start) {
            return;
        }
        for (Iterator<End> ends = waiting.iterator(); ends.hasNext(); ) {
            End end = ends.next();
            if (end.process().equals(process(event)) && end.thread().equals(thread(event))) {
                event.correlation = end.id();
                event.present |= EventFields.CORRELATION;
                ends.remove();
                return;
            }
        }
    }

    private String process(EventFields event) {
        return event.text(pool, event.strings[EventFields.PROCESS]);
    }

    private String thread(EventFields event) {
        return event.text(pool, event.strings[EventFields.THREAD]);
    }
}
