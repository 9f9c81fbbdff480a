package io.tracemill.ingest.publish;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.EventKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts on device events what the flows say that end where one begins (same process, thread and start): its correlation id and
 * when it was submitted. A device event to which no flow gives an id takes that of the call which was taken from a queue when it
 * was submitted, else the one under which its submission is known.
 */
final class Flows {

    /** Submissions remembered until their device event begins. */
    private static final int MOST_SUBMISSIONS = 1 << 16;

    private final StringPool pool;
    private final List<End> ends = new ArrayList<>();
    private final Map<Long, Submission> submissions = new LinkedHashMap<>();
    private final Map<Lane, Dequeued> dequeued = new HashMap<>();
    private long endsStart;

    /** The end of a flow: the correlation id it gives, else the id under which its submission is known. */
    private record End(Lane lane, boolean links, long id) {}

    /** When something was submitted, and the correlation id of what launched it. */
    private record Submission(long nanos, long launch) {}

    /** What was taken from a queue last on a thread. */
    private record Dequeued(long id, long start, long end) {
        boolean holds(long nanos) {
            return start <= nanos && nanos <= end;
        }
    }

    private record Lane(String process, String thread) {}

    Flows(StringPool pool) {
        this.pool = pool;
    }

    /** Takes what a flow says, or that a call was taken from a queue; its order says that it comes first. */
    void add(EventFields waiting) {
        if (waiting.kind == EventKind.RUNTIME) {
            long end = waiting.start + waiting.bytes;
            dequeued.put(lane(waiting), new Dequeued(waiting.correlation, waiting.start, end));
        } else if (waiting.has(EventFields.CORRELATION)) {
            addEnd(waiting, waiting.correlation);
        } else if (waiting.phase == 's') {
            submit(waiting);
        } else {
            addEnd(waiting, waiting.externalId);
        }
    }

    private void submit(EventFields flow) {
        Dequeued call = dequeued.get(lane(flow));
        long launch = call != null && call.holds(flow.start) ? call.id() : flow.externalId;
        submissions.put(flow.externalId, new Submission(flow.start + EventFields.SKEW_NANOS, launch));
        if (submissions.size() > MOST_SUBMISSIONS) {
            submissions.remove(submissions.keySet().iterator().next());
        }
    }

    private void addEnd(EventFields end, long id) {
        if (end.start != endsStart) {
            ends.clear();
            endsStart = end.start;
        }
        ends.add(new End(lane(end), end.has(EventFields.CORRELATION), id));
    }

    /** Puts on a device event what belongs to it; whether its correlation id comes from its submission. */
    boolean endAt(EventFields event) {
        if (ends.isEmpty() || event.start != endsStart) {
            return false;
        }
        Lane lane = lane(event);
        End link = take(lane, true);
        End submit = take(lane, false);
        Submission submission = submit == null ? null : submissions.get(submit.id());
        if (link != null) {
            link(event, link.id());
        }
        if (submission == null) {
            return false;
        }
        event.submit = submission.nanos();
        event.present |= EventFields.SUBMIT;
        boolean unlinked = !event.has(EventFields.CORRELATION);
        if (unlinked) {
            link(event, submission.launch());
        }
        return unlinked;
    }

    private @Nullable End take(Lane lane, boolean links) {
        for (Iterator<End> each = ends.iterator(); each.hasNext(); ) {
            End end = each.next();
            if (end.links() == links && end.lane().equals(lane)) {
                each.remove();
                return end;
            }
        }
        return null;
    }

    private static void link(EventFields event, long id) {
        event.correlation = id;
        event.present |= EventFields.CORRELATION;
    }

    private Lane lane(EventFields event) {
        return new Lane(
                event.text(pool, event.strings[EventFields.PROCESS]),
                event.text(pool, event.strings[EventFields.THREAD]));
    }
}
