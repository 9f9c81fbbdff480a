package io.tracemill.streams.join;

import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.LongTable;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    private final LongTable<Launch> inFlight = new LongTable<>();

    /** Those in flight in trace order, among others that are no more; mostly fewer than those in flight. */
    private final ArrayDeque<Launch> order = new ArrayDeque<>();

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
        Launch known = inFlight.get(launch.correlationId());
        if (known == null) {
            add(launch);
        } else if (!known.hasCome()) {
            launch.comesAfter(known);
            inFlight.remove(launch.correlationId());
            if (launch.remaining() > 0) {
                add(launch);
            }
        }
        evict(launch.startNanos());
        release(launch.startNanos());
    }

    private void add(Launch launch) {
        inFlight.put(launch.correlationId(), launch);
        order.add(launch);
        if (order.size() > 2 * inFlight.size() + 64) {
            order.removeIf(this::isOver);
        }
    }

    private boolean isOver(Launch launch) {
        return inFlight.get(launch.correlationId()) != launch;
    }

    /** A device event or a sync came. */
    public void device(TraceSpan span) {
        waiting.add(span);
        release(span.startNanos());
    }

    /** A device event came that the filter dropped: its launch, which is in the trace, need not wait for it. */
    public void dropped(FlatEvent event) {
        Launch launch = inFlight.get(event.correlationId);
        if (launch == null) {
            launch = Launch.toCome(event);
            add(launch);
            evict(event.startNanos);
        }
        countDown(launch);
    }

    private void countDown(Launch launch) {
        if (launch.countDown() && launch.hasCome()) {
            inFlight.remove(launch.correlationId());
        }
    }

    /** The trace is at its end: nothing more will come, so nothing waits. */
    public void finish() {
        while (!waiting.isEmpty()) {
            TraceSpan span = waiting.remove();
            leave(span, launchOf(span));
        }
    }

    private void release(long nowNanos) {
        while (!waiting.isEmpty()) {
            TraceSpan first = waiting.element();
            Launch launch = launchOf(first);
            if (launch == null && mustWait(first, nowNanos)) {
                return;
            }
            waiting.remove();
            leave(first, launch);
        }
    }

    /** The launch of a device event; null as long as it is not in flight. */
    private @Nullable Launch launchOf(TraceSpan span) {
        FlatEvent event = span.event();
        boolean without = event.has(FlatEvent.LAUNCH_IN_TRACE) && !event.launchInTrace;
        if (without || !event.has(FlatEvent.CORRELATION_ID) || !span.isDeviceEvent()) {
            return null;
        }
        Launch launch = inFlight.get(event.correlationId);
        return launch != null && launch.hasCome() ? launch : null;
    }

    private boolean mustWait(TraceSpan span, long nowNanos) {
        return span.isDeviceEvent()
                && span.event().has(FlatEvent.LAUNCH_IN_TRACE)
                && span.event().launchInTrace
                && nowNanos - span.startNanos() <= MAX_WAIT_NANOS
                && waiting.size() <= MAX_ENTRIES;
    }

    private void leave(TraceSpan span, @Nullable Launch launch) {
        if (launch != null) {
            countDown(launch);
            if (!launch.isDropped()) {
                span.launchedBy(launch);
            }
        }
        joined.accept(span);
    }

    private void evict(long nowNanos) {
        while (!order.isEmpty()) {
            Launch oldest = order.element();
            if (!isOver(oldest)) {
                boolean stale = nowNanos - oldest.startNanos() > MAX_WAIT_NANOS;
                if (!stale && inFlight.size() <= MAX_ENTRIES) {
                    return;
                }
                inFlight.remove(oldest.correlationId());
                evicted += oldest.hasCome() ? 1 : 0;
            }
            order.remove();
        }
    }

    /** Launches in flight, in trace order. */
    public List<Launch> inFlight() {
        return order.stream().filter(launch -> !isOver(launch)).toList();
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
        add(launch);
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
