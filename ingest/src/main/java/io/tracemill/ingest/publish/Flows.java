package io.tracemill.ingest.publish;

import io.tracemill.ingest.pack.Attachment;
import io.tracemill.ingest.pack.Attachment.Dequeue;
import io.tracemill.ingest.pack.Attachment.LinkEnd;
import io.tracemill.ingest.pack.Attachment.Submission;
import io.tracemill.ingest.pack.Attachment.SubmissionEnd;
import io.tracemill.ingest.pack.Attachment.TableRow;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.Lane;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.flat.Attribute;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Flows that end where device events begin (same process, thread and start). They give those the correlation id and the
 * time of submission. A device event without an id takes the id of the call that its submitting thread had taken from a
 * queue, else the hash of its submission's flow. At most {@value #MOST_ENDS} flows that end at one time are kept, and
 * the queues of {@value #MOST_LANES} threads.
 */
final class Flows implements Attachment.Visitor {

    /** Largest number of submissions that are remembered until their device events begin. */
    private static final int MOST_SUBMISSIONS = 1 << 16;

    private static final int MOST_ENDS = 1 << 16;
    private static final int MOST_LANES = 1 << 12;

    private final StringPool pool;
    private final Map<Lane, ArrayDeque<LinkEnd>> links = new HashMap<>();
    private final Map<Lane, ArrayDeque<SubmissionEnd>> ends = new HashMap<>();
    private final Map<Long, Submitted> submissions = new LinkedHashMap<>();
    private final Map<Lane, Dequeue> dequeued = new HashMap<>();
    private long endsStart;
    private int endsCount;
    private boolean leaveOut;

    /** Time of a submission, and the correlation id of its launch. */
    private record Submitted(long nanos, long launch) {}

    Flows(StringPool pool) {
        this.pool = pool;
    }

    @Override
    public void linkEnd(LinkEnd end) {
        endsAt(end.start());
        add(links, end.lane(), end);
    }

    @Override
    public void submission(Submission submission) {
        Dequeue call = dequeued.get(submission.lane());
        long launch = call != null && call.holds(submission.start()) ? call.correlation() : submission.flow();
        submissions.put(submission.flow(), new Submitted(submission.start(), launch));
        if (submissions.size() > MOST_SUBMISSIONS) {
            submissions.remove(submissions.keySet().iterator().next());
        }
    }

    @Override
    public void submissionEnd(SubmissionEnd end) {
        endsAt(end.start());
        add(ends, end.lane(), end);
    }

    @Override
    public void dequeue(Dequeue call) {
        if (dequeued.size() < MOST_LANES || dequeued.containsKey(call.lane())) {
            dequeued.put(call.lane(), call);
        } else {
            leaveOut = true;
        }
    }

    /** Ignores a row, because rows belong to no flow. */
    @Override
    public void tableRow(TableRow row) {}

    /** Forgets the ends at another start. */
    private void endsAt(long start) {
        if (start != endsStart) {
            links.clear();
            ends.clear();
            endsStart = start;
            endsCount = 0;
        }
    }

    private <T> void add(Map<Lane, ArrayDeque<T>> byLane, Lane lane, T end) {
        if (endsCount < MOST_ENDS) {
            byLane.computeIfAbsent(lane, fresh -> new ArrayDeque<>(2)).add(end);
            endsCount++;
        } else {
            leaveOut = true;
        }
    }

    /** Whether a flow or a thread found no room. */
    boolean leaveOut() {
        return leaveOut;
    }

    /** Applies the flows that end at a device event; returns whether its correlation id comes from its submission. */
    boolean endAt(EventFields event) {
        if (event.start != endsStart || (links.isEmpty() && ends.isEmpty())) {
            return false;
        }
        Lane lane = Lane.of(event, pool);
        LinkEnd link = take(links, lane);
        SubmissionEnd end = take(ends, lane);
        Submitted submission = end == null ? null : submissions.get(end.flow());
        if (link != null) {
            link(event, link.correlation());
        }
        if (submission == null) {
            return false;
        }
        event.set(Attribute.SUBMIT_NS, submission.nanos());
        boolean unlinked = !event.has(Attribute.CORRELATION_ID);
        if (unlinked) {
            link(event, submission.launch());
        }
        return unlinked;
    }

    private static <T> @Nullable T take(Map<Lane, ArrayDeque<T>> byLane, Lane lane) {
        ArrayDeque<T> ofLane = byLane.get(lane);
        return ofLane == null ? null : ofLane.poll();
    }

    private static void link(EventFields event, long id) {
        event.set(Attribute.CORRELATION_ID, id);
    }
}
