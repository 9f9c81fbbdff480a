package io.tracemill.schemas;

import org.jspecify.annotations.NullMarked;

/** The meaning of the states of a trace. */
@NullMarked
public final class TraceStates {

    private TraceStates() {}

    /** Whether a trace in this state will not change any more. */
    public static boolean isFinal(TraceState state) {
        return switch (state) {
            case RUNNING, STALLED -> false;
            case COMPLETE, INCOMPLETE, BROKEN -> true;
        };
    }
}
