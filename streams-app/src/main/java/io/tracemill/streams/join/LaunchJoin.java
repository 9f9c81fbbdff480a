package io.tracemill.streams.join;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
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
 * Join of device events, and of ranges with their counters, with their launches. Device events leave in trace order,
 * and so do syncs, which refer to them. The first of them waits only if its launch is still to come; all others wait
 * behind it.
 *
 * <p>Limits for files that announce launches or device events that never come: after 60 s of trace time or 65,536
 * entries, the oldest launch is evicted and counted, and the first device event leaves without its launch. It also
 * leaves when those that wait take more than 32 MiB.
 */
public final class LaunchJoin {

    static final int MAX_ENTRIES = 65_536;
    static final long MAX_WAIT_NANOS = 60_000_000_000L;
    private static final long MAX_WAITING_BYTES = 32 << 20;

    private final Consumer<TraceSpan> joined;
    private final LongTable<Launch> inFlight = new LongTable<>();

    /**
     * Launches in trace order: those in flight, and some that are over. Compacted when it is more than twice as long as
     * the launches in flight, plus 64.
     */
    private final ArrayDeque<Launch> order = new ArrayDeque<>();

    private final ArrayDeque<TraceSpan> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long evicted;

    /**
     * Creates a join with nothing in flight.
     *
     * @param joined receives each device event and sync once, in trace order, with its launch if it has one
     */
    public LaunchJoin(Consumer<TraceSpan> joined) {
        this.joined = joined;
    }

    /** Adds a launch. Of two launches with one correlation id, the first counts. */
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

    /** Adds a device event or a sync. */
    public void device(TraceSpan span) {
        await(span);
        release(span.startNanos());
    }

    private void await(TraceSpan span) {
        waiting.add(span);
        waitingBytes += span.heldAtLeast();
    }

    private TraceSpan leaveFirst() {
        TraceSpan first = waiting.remove();
        waitingBytes -= first.heldAtLeast();
        return first;
    }

    /**
     * Notes a device event that the filter dropped, so that its launch, which is in the trace, does not wait for it.
     */
    public void dropped(FlatEvent event) {
        Launch launch = inFlight.get(event.number(Attribute.CORRELATION_ID));
        if (launch == null) {
            launch = Launch.toCome(event);
            add(launch);
            evict(event.startNanos());
        }
        countDown(launch);
    }

    private void countDown(Launch launch) {
        if (launch.countDown() && launch.hasCome()) {
            inFlight.remove(launch.correlationId());
        }
    }

    /** Start of the device event that has waited longest, in ns; the largest number if none waits. */
    public long firstWaitingNanos() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.element().startNanos();
    }

    /** Ends the join: releases everything that waits. */
    public void finish() {
        while (!waiting.isEmpty()) {
            TraceSpan span = leaveFirst();
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
            leaveFirst();
            leave(first, launch);
        }
    }

    /** Launch of a device event; null if it is not in flight. */
    private @Nullable Launch launchOf(TraceSpan span) {
        FlatEvent event = span.event();
        boolean without = event.has(Attribute.LAUNCH_IN_TRACE) && !event.isTrue(Attribute.LAUNCH_IN_TRACE);
        if (without || !event.has(Attribute.CORRELATION_ID) || span.kind() == EventKind.SYNC) {
            return null;
        }
        Launch launch = inFlight.get(event.number(Attribute.CORRELATION_ID));
        return launch != null && launch.hasCome() ? launch : null;
    }

    private boolean mustWait(TraceSpan span, long nowNanos) {
        return span.event().isTrue(Attribute.LAUNCH_IN_TRACE)
                && nowNanos - span.startNanos() <= MAX_WAIT_NANOS
                && waiting.size() <= MAX_ENTRIES
                && waitingBytes <= MAX_WAITING_BYTES;
    }

    private void leave(TraceSpan span, @Nullable Launch launch) {
        if (launch != null) {
            countDown(launch);
            if (!launch.isDropped()) {
                if (span.isDeviceEvent()) {
                    launch.nextEvent();
                }
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

    /** Number of launches in flight. */
    public int launches() {
        return inFlight.size();
    }

    /** Waiting device events and syncs, in trace order. */
    public Queue<TraceSpan> waiting() {
        return waiting;
    }

    /** Number of launches evicted. */
    public long evicted() {
        return evicted;
    }

    /** Restores a launch that was in flight before a restart. Launches must be restored in trace order. */
    public void restore(Launch launch) {
        add(launch);
    }

    /** Restores a device event or sync that waited before a restart. They must be restored in trace order. */
    public void restore(TraceSpan span) {
        await(span);
    }

    /** Restores the number of evicted launches after a restart. */
    public void restoreEvicted(long count) {
        evicted = count;
    }
}
