package io.tracemill.streams.nest;

import io.tracemill.streams.activity.HostActivities;
import io.tracemill.streams.state.LanePhasesState;
import io.tracemill.streams.state.OpenFrameState;
import io.tracemill.streams.trace.LongTable;
import io.tracemill.streams.trace.ModulePath;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All lanes of a trace, one for each thread of each process; at most {@value #MOST}. */
public final class Lanes {

    static final int MOST = 1 << 12;

    private final Consumer<TraceSpan> ended;
    private final PhaseRule phases;
    private final HostTime host;
    private final HostActivities activities;
    private final Lane withoutRoom;
    private final LongTable<Lane> lanes = new LongTable<>();
    private final List<Lane> inOrder = new ArrayList<>();
    private @Nullable Lane last;

    /**
     * Creates the lanes of a trace.
     *
     * @param ended receives each operator and annotation once, when it has ended
     * @param phases rule that tells the phases
     * @param host receives the time of the lanes in each phase
     * @param activities receives what the threads do
     */
    public Lanes(Consumer<TraceSpan> ended, PhaseRule phases, HostTime host, HostActivities activities) {
        this.ended = ended;
        this.phases = phases;
        this.host = host;
        this.activities = activities;
        this.withoutRoom =
                Lane.withoutRoom(new LanePhases(phases, host), activities.thread(Symbols.NONE, Symbols.NONE));
    }

    /** Lane of a host span at its start. Closes the spans that ended before, and sets the parent of the span. */
    public Lane at(TraceSpan span) {
        Lane lane = lane(span.process(), span.thread());
        lane.closeUntil(span.startNanos(), ended);
        TraceSpan parent = lane.innermost();
        span.nested(parent == null ? null : parent.text(), lane.depth());
        span.ids().inParent(lane.parentId());
        return lane;
    }

    /** Closes the spans of all lanes that end at a time or before. */
    public void closeUntil(long nanos) {
        for (Lane lane : inOrder) {
            lane.closeUntil(nanos, ended);
            lane.phases().advanceTo(nanos);
        }
    }

    /** Whether there is no room for the spans of a lane. */
    public boolean areWithout(Lane lane) {
        return lane == withoutRoom;
    }

    /** Lanes in order of first use. */
    public List<Lane> all() {
        return inOrder;
    }

    /** Restores a span that was open before a restart. Spans of a lane must be restored by start. */
    public void restore(int process, int thread, TraceSpan span) {
        lane(process, thread).push(span);
    }

    /** Restores the frames that were open before a restart. */
    public void restore(int process, int thread, List<OpenFrameState> open) {
        lane(process, thread).activity().restore(open);
    }

    /** Restores the phases that were open before a restart. */
    public void restore(int process, int thread, LanePhasesState open) {
        lane(process, thread).phases().restore(open);
    }

    /** Restores a module that was open before a restart. Modules of a lane must be restored by start. */
    public void restore(int process, int thread, long endNanos, ModulePath module) {
        lane(process, thread).modules().restore(endNanos, module);
    }

    private Lane lane(int process, int thread) {
        Lane recent = last;
        if (recent != null && recent.process() == process && recent.thread() == thread) {
            return recent;
        }
        long key = ((long) process << 32) | thread;
        Lane lane = lanes.get(key);
        if (lane == null && inOrder.size() == MOST) {
            return withoutRoom;
        }
        if (lane == null) {
            lane = new Lane(process, thread, new LanePhases(phases, host), activities.thread(process, thread));
            lanes.put(key, lane);
            inOrder.add(lane);
        }
        last = lane;
        return lane;
    }
}
