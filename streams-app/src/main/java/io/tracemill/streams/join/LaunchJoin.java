package io.tracemill.streams.join;

import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Joins device events with their launches. Device events (and syncs, which speak of them) leave in trace order: the first
 * waits only while its launch is still to come, and all others wait behind it.
 *
 * <p>Safety net, for files that promise what never comes: past 60 s of trace time or 65,536 entries, the oldest launch is
 * given up and counted, and the first device event goes on without its launch.
 */
public final class LaunchJoin {

    static final int MAX_ENTRIES = 65_536;
    static final long MAX_WAIT_NANOS = 60_000_000_000L;

    private final Consumer<TraceSpan> joined;
    private final Map<Long, Launch> inFlight = new LinkedHashMap<>();
    private final ArrayDeque<TraceSpan> waiting = new ArrayDeque<>();
    private long evicted;

    /**
     * Nothing in flight.
     *
     * @param joined takes each device event and sync once, in trace order, linked as far as it will ever be
     */
    public LaunchJoin(Consumer<TraceSpan> joined) {
        this.joined = joined;
    }

    /** A launch came; of two with one correlation the first counts. */
    public void launch(Launch launch) {
        inFlight.putIfAbsent(launch.timing().correlationId(), launch);
        evict(launch.timing().startNanos());
        release(launch.timing().startNanos());
    }

    /** A device event or a sync came. */
    public void device(TraceSpan span) {
        waiting.add(span);
        release(span.startNanos());
    }

    /** A device event came that the filter dropped: its launch need not wait for it. */
    public void dropped(long correlationId) {
        Launch launch = inFlight.get(correlationId);
        if (launch != null && launch.countDown()) {
            inFlight.remove(correlationId);
        }
    }

    /** The trace is at its end: nothing more will come, so nothing waits. */
    public void finish() {
        while (!waiting.isEmpty()) {
            leave(waiting.remove());
        }
    }

    private void release(long nowNanos) {
        while (!waiting.isEmpty() && !mustWait(waiting.element(), nowNanos)) {
            leave(waiting.remove());
        }
    }

    private boolean mustWait(TraceSpan span, long nowNanos) {
        return Boolean.TRUE.equals(span.event().getLaunchInTrace())
                && !inFlight.containsKey(span.event().getCorrelationId())
                && nowNanos - span.startNanos() <= MAX_WAIT_NANOS
                && waiting.size() <= MAX_ENTRIES;
    }

    private void leave(TraceSpan span) {
        if (span.isDeviceEvent()) {
            link(span);
        }
        joined.accept(span);
    }

    private void link(TraceSpan span) {
        Long correlationId = span.event().getCorrelationId();
        if (correlationId == null || Boolean.FALSE.equals(span.event().getLaunchInTrace())) {
            return;
        }
        Launch launch = inFlight.get(correlationId);
        if (launch == null) {
            return;
        }
        if (launch.countDown()) {
            inFlight.remove(correlationId);
        }
        if (!launch.isDropped()) {
            span.launchedBy(launch);
        }
    }

    private void evict(long nowNanos) {
        Iterator<Launch> oldest = inFlight.values().iterator();
        while (oldest.hasNext()) {
            boolean stale = nowNanos - oldest.next().timing().startNanos() > MAX_WAIT_NANOS;
            if (!stale && inFlight.size() <= MAX_ENTRIES) {
                return;
            }
            oldest.remove();
            evicted++;
        }
    }

    /** Launches in flight, in trace order. */
    public Collection<Launch> inFlight() {
        return inFlight.values();
    }

    /** Device events and syncs that wait, in trace order. */
    public Queue<TraceSpan> waiting() {
        return waiting;
    }

    /** Launches given up by the safety net. */
    public long evicted() {
        return evicted;
    }

    /** Takes up a launch that was in flight before a restart; in their order. */
    public void restore(Launch launch) {
        inFlight.put(launch.timing().correlationId(), launch);
    }

    /** Takes up a device event that waited before a restart; in their order. */
    public void restore(TraceSpan span) {
        waiting.add(span);
    }

    /** Takes up the count of evicted launches from before a restart. */
    public void restoreEvicted(long count) {
        evicted = count;
    }
}
