package io.tracemill.streams.trace;

import io.tracemill.streams.state.OpenState;

/**
 * Parts of an operator or annotation that are no self time: its direct operator children, and the calls of the runtime
 * directly in it. Each is clipped to its end. They must be added by start.
 */
public final class SpanParts {

    private long childNanos;
    private int children;
    private long runtimeNanos;
    private long callsEndNanos;
    private boolean launched;

    SpanParts() {
        clear();
    }

    void clear() {
        childNanos = 0;
        children = 0;
        runtimeNanos = 0;
        callsEndNanos = Long.MIN_VALUE;
        launched = false;
    }

    /** Adds a child to a span that ends at {@code endNanos}. Its time does not count for a call that it stands in. */
    public void addChild(TraceSpan child, long endNanos) {
        long end = Math.min(child.endNanos(), endNanos);
        childNanos += end - child.startNanos();
        if (child.startNanos() < callsEndNanos) {
            runtimeNanos -= Math.min(end, callsEndNanos) - child.startNanos();
        }
        children++;
    }

    /** Adds a call to a span that ends at {@code endNanos}. A call within a call counts once. */
    public void addCall(TraceSpan call, long endNanos) {
        long from = Math.max(call.startNanos(), callsEndNanos);
        runtimeNanos += Math.max(0, Math.min(call.endNanos(), endNanos) - from);
        callsEndNanos = Math.max(callsEndNanos, call.endNanos());
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
        callsEndNanos = state.getCallsEndNs();
        launched = state.getLaunched();
    }

    /** State of the open span with an index among those held, in the module with an id. */
    public OpenState state(int held, int module) {
        return new OpenState(held, childNanos, children, runtimeNanos, callsEndNanos, module, launched);
    }

    /** Time of the children, in ns. */
    long childNanos() {
        return childNanos;
    }

    /** Number of children. */
    public int children() {
        return children;
    }

    /** Time of the calls, in ns. */
    public long runtimeNanos() {
        return runtimeNanos;
    }
}
