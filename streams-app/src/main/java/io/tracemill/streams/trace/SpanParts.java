package io.tracemill.streams.trace;

import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.state.OpenState;

/**
 * Parts of an operator or annotation that are no self time: its direct operator children, and the calls of the runtime
 * directly in it. Each is clipped to its end. They must be added by start.
 */
public final class SpanParts {

    private long childNanos;
    private int children;
    private long runtimeNanos;
    private final CallTimes calls = new CallTimes();
    private long callsEndNanos;
    private boolean launched;

    /** Mark of the call that ends last. */
    private int callsMark;

    SpanParts() {
        clear();
    }

    void clear() {
        childNanos = 0;
        children = 0;
        runtimeNanos = 0;
        calls.clear();
        callsEndNanos = Long.MIN_VALUE;
        launched = false;
        callsMark = FlatEvent.NONE;
    }

    /** Adds a child to a span that ends at {@code endNanos}. Its time does not count for a call that it stands in. */
    public void addChild(TraceSpan child, long endNanos) {
        long end = Math.min(child.endNanos(), endNanos);
        childNanos += end - child.startNanos();
        if (child.startNanos() < callsEndNanos) {
            long within = Math.min(end, callsEndNanos) - child.startNanos();
            runtimeNanos -= within;
            calls.add(callsMark, -within);
        }
        children++;
    }

    /** Adds a call to a span that ends at {@code endNanos}. A call within a call counts once. */
    public void addCall(TraceSpan call, long endNanos) {
        if (call.endNanos() <= callsEndNanos) {
            return;
        }
        long end = Math.min(call.endNanos(), endNanos);
        boolean overlaps = callsEndNanos > call.startNanos();
        long within = overlaps ? Math.min(callsEndNanos, endNanos) - call.startNanos() : 0;
        int mark = call.event().symbol(Attribute.ACTIVITY_MARK);
        runtimeNanos += end - call.startNanos() - within;
        calls.add(callsMark, -within);
        calls.add(mark, end - call.startNanos());
        callsEndNanos = call.endNanos();
        callsMark = mark;
    }

    /** Notes a launch for which it counts as the call of a shape; returns whether that is the first one. */
    public boolean launches() {
        boolean isFirst = !launched;
        launched = true;
        return isFirst;
    }

    /** Restores the parts counted before a restart. */
    public void restore(OpenState state) {
        childNanos = state.getChildNs();
        children = state.getChildren();
        runtimeNanos = state.getRuntimeNs();
        calls.restore(state);
        callsEndNanos = state.getCallsEndNs();
        launched = state.getLaunched();
        callsMark = state.getCallsMark();
    }

    /** State of the open span with an index among those held, in the module with an id. */
    public OpenState state(int held, int module) {
        return new OpenState(
                held,
                childNanos,
                children,
                runtimeNanos,
                calls.launchNanos(),
                calls.copyNanos(),
                calls.allocationNanos(),
                callsEndNanos,
                callsMark,
                module,
                launched);
    }

    /** Time of the children, in ns. */
    long childNanos() {
        return childNanos;
    }

    /** Number of children. */
    public int children() {
        return children;
    }

    /** Times of the calls by what they do. */
    public CallTimes calls() {
        return calls;
    }

    /** Time of the calls, in ns. */
    public long runtimeNanos() {
        return runtimeNanos;
    }
}
