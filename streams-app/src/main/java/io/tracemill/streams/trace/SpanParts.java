package io.tracemill.streams.trace;

import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.state.OpenState;
import org.jspecify.annotations.Nullable;

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
    private @Nullable ShapeCall call;

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
        call = null;
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

    /** The call of a shape that the span is for its launches. */
    public ShapeCall launches() {
        if (call == null) {
            call = new ShapeCall(false);
        }
        return call;
    }

    /** The call of a shape that it is; null before its first launch. */
    public @Nullable ShapeCall call() {
        return call;
    }

    /** Restores the parts counted before a restart, and the call of a shape that the span is. */
    public void restore(OpenState state, @Nullable ShapeCall itsCall) {
        childNanos = state.getChildNs();
        children = state.getChildren();
        runtimeNanos = state.getRuntimeNs();
        calls.restore(state);
        callsEndNanos = state.getCallsEndNs();
        call = itsCall;
        callsMark = state.getCallsMark();
    }

    /** State of the open span with an index among those held, in the module with an id, and the number of its call. */
    public OpenState state(int held, int module, int callNumber) {
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
                callNumber);
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
