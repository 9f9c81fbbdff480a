package io.tracemill.streams.trace;

import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.state.OpenState;

/**
 * Times of those calls of the runtime directly in a span of which it is known what they do, in ns. A moment in several
 * calls counts for the one that ends last.
 */
public final class CallTimes {

    private static final ActivityMark[] MARKS = ActivityMark.values();

    private long launchNanos;
    private long copyNanos;
    private long allocationNanos;

    CallTimes() {}

    void clear() {
        launchNanos = 0;
        copyNanos = 0;
        allocationNanos = 0;
    }

    /** Adds time of calls with a mark, or takes it back if it is negative. */
    void add(int mark, long nanos) {
        if (mark == FlatEvent.NONE) {
            return;
        }
        switch (MARKS[mark]) {
            case LAUNCH -> launchNanos += nanos;
            case COPY -> copyNanos += nanos;
            case ALLOCATION -> allocationNanos += nanos;
            case INPUT, COMPILE, COLLECTIVE_WAIT, SYNC, MODULE, MODULE_LOAD -> {}
        }
    }

    void restore(OpenState state) {
        launchNanos = state.getLaunchNs();
        copyNanos = state.getCopyNs();
        allocationNanos = state.getAllocationNs();
    }

    /** Time of calls that put work on a device. */
    public long launchNanos() {
        return launchNanos;
    }

    /** Time of calls that copy. */
    public long copyNanos() {
        return copyNanos;
    }

    /** Time of calls that allocate or release memory. */
    public long allocationNanos() {
        return allocationNanos;
    }
}
