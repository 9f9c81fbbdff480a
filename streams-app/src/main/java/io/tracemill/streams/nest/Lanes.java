package io.tracemill.streams.nest;

import io.tracemill.streams.trace.LongTable;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All lanes of a trace: one for each thread of each process. */
public final class Lanes {

    private final Consumer<TraceSpan> ended;
    private final LongTable<Lane> lanes = new LongTable<>();
    private final List<Lane> inOrder = new ArrayList<>();
    private @Nullable Lane last;

    /**
     * No lanes yet.
     *
     * @param ended takes each operator and annotation once, when its end has passed on its lane
     */
    public Lanes(Consumer<TraceSpan> ended) {
        this.ended = ended;
    }

    /** The lane a host span is on, at the time it starts: what ended before is closed, and the span knows its parent. */
    public Lane at(TraceSpan span) {
        Lane lane = lane(span.process(), span.thread());
        lane.closeUntil(span.startNanos(), ended);
        TraceSpan parent = lane.innermost();
        span.nested(parent == null ? null : parent.text(), lane.depth());
        return lane;
    }

    /** Closes what ends at this time or before, on every lane. */
    public void closeUntil(long nanos) {
        inOrder.forEach(lane -> lane.closeUntil(nanos, ended));
    }

    /** The lanes, in order of first use. */
    public List<Lane> all() {
        return inOrder;
    }

    /** Takes up a span that was open before a restart; in order of their starts. */
    public void restore(int process, int thread, TraceSpan span) {
        lane(process, thread).push(span);
    }

    private Lane lane(int process, int thread) {
        Lane recent = last;
        if (recent != null && recent.process() == process && recent.thread() == thread) {
            return recent;
        }
        long key = ((long) process << 32) | thread;
        Lane lane = lanes.get(key);
        if (lane == null) {
            lane = new Lane(process, thread);
            lanes.put(key, lane);
            inOrder.add(lane);
        }
        last = lane;
        return lane;
    }
}
