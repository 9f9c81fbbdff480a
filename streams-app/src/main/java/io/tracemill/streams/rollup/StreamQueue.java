package io.tracemill.streams.rollup;

import io.tracemill.schemas.QueueStats;
import io.tracemill.streams.state.QueueState;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Saturating;
import java.util.Arrays;

/**
 * Queue of one device stream over time. A device event is in the queue from the start of its launch call to its own
 * start. So the depth at a time is the number of launches that have begun, less the number of their device events that
 * have begun. Device events arrive in order of their starts, but a launch may arrive behind others that began later.
 * The sweep over time therefore stays {@link #REORDERED} launches behind.
 */
final class StreamQueue {

    /** Launches that are held back, and by how many of the stream one may be overtaken. */
    static final int REORDERED = 64;

    /** Graph launches that are remembered, so that each counts once. */
    private static final int GRAPHS = 8;

    private static final int DEEP = 1_000;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int device;
    private final int stream;
    private long[] graphs = {};
    private LongQueue launchStarts = new LongQueue();
    private LongQueue eventStarts = new LongQueue();
    private boolean touched;
    private long launched;
    private long waitedNanos;
    private int depth;
    private int maxDepth;
    private long deepNanos;
    private long sweptNanos = Long.MIN_VALUE;

    StreamQueue(int device, int stream) {
        this.device = device;
        this.stream = stream;
    }

    /** Restores the state of before a restart. */
    void restore(QueueState state) {
        graphs = state.getGraphs().stream().mapToLong(Long::longValue).toArray();
        launchStarts = LongQueue.decode(state.getLaunchStarts());
        eventStarts = LongQueue.decode(state.getEventStarts());
        launched = state.getLaunched();
        waitedNanos = state.getWaitedNs();
        depth = state.getDepth();
        maxDepth = state.getMaxDepth();
        deepNanos = state.getDeepNs();
        sweptNanos = state.getSweptNs();
    }

    QueueState state() {
        return new QueueState(
                device,
                stream,
                launched,
                waitedNanos,
                maxDepth,
                deepNanos,
                depth,
                sweptNanos,
                launchStarts.encode(),
                eventStarts.encode(),
                Arrays.stream(graphs).boxed().toList());
    }

    int device() {
        return device;
    }

    int stream() {
        return stream;
    }

    /** Marks the queue as part of the partial; false if it was already. */
    boolean touch() {
        boolean first = !touched;
        touched = true;
        return first;
    }

    void endPartial() {
        touched = false;
    }

    /** Whether this graph launch has had no device event on this stream; from then on it has. */
    boolean isFirstOf(Launch graph) {
        long mark = graph.correlationId() * GOLDEN + graph.startNanos();
        for (long known : graphs) {
            if (known == mark) {
                return false;
            }
        }
        boolean full = graphs.length == GRAPHS;
        graphs = full ? Arrays.copyOfRange(graphs, 1, GRAPHS + 1) : Arrays.copyOf(graphs, graphs.length + 1);
        graphs[graphs.length - 1] = mark;
        return true;
    }

    /** Counts a device event, which waits not at all if it starts before the time given first. */
    void count(long from, long until) {
        launched++;
        waitedNanos = Saturating.sum(waitedNanos, Math.max(0, until - from));
    }

    /** Follows a device event through the queue, for the depth. */
    void follow(long from, long until) {
        if (from < until) {
            launchStarts.add(from);
            eventStarts.add(until);
            if (launchStarts.size() > REORDERED) {
                enter(launchStarts.removeFirst());
            }
        }
    }

    /** Number of device events that are followed: those whose start the sweep has not reached. */
    int followed() {
        return eventStarts.size();
    }

    private void enter(long nanos) {
        while (eventStarts.size() > 0 && eventStarts.first() <= nanos) {
            leave();
        }
        sweepTo(nanos);
        depth++;
        maxDepth = Math.max(maxDepth, depth);
    }

    private void leave() {
        sweepTo(eventStarts.removeFirst());
        depth--;
    }

    private void sweepTo(long nanos) {
        if (nanos > sweptNanos) {
            deepNanos = Saturating.sum(deepNanos, depth > DEEP ? nanos - sweptNanos : 0);
            sweptNanos = nanos;
        }
    }

    /** Sweeps over the rest, at the end of the trace. */
    void finish() {
        while (launchStarts.size() > 0) {
            enter(launchStarts.removeFirst());
        }
        while (eventStarts.size() > 0) {
            leave();
        }
    }

    QueueStats.Builder stats(QueueStats.Builder row, long windowNanos) {
        return row.setLaunched(launched)
                .setMeanDepth(windowNanos == 0 ? null : (double) waitedNanos / windowNanos)
                .setMaxDepth(maxDepth)
                .setAbove1000Pct(Percent.of(deepNanos, windowNanos));
    }
}
