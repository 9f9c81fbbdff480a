package io.tracemill.streams.nest;

import io.tracemill.streams.trace.TraceSpan;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All lanes of a trace: one for each thread of each process. */
public final class Lanes {

    private final Consumer<TraceSpan> ended;
    private final Map<Long, Lane> lanes = new LinkedHashMap<>();
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
        span.nested(lane.innermost(), lane.depth());
        return lane;
    }

    /** Closes what ends at this time or before, on every lane. */
    public void closeUntil(long nanos) {
        lanes.values().forEach(lane -> lane.closeUntil(nanos, ended));
    }

    /** The lanes, in order of first use. */
    public Collection<Lane> all() {
        return lanes.values();
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
        Lane lane = lanes.computeIfAbsent(key, fresh -> new Lane(process, thread));
        last = lane;
        return lane;
    }
}
