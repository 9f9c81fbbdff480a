package io.tracemill.streams.activity;

import io.tracemill.schemas.HostActivity;

/**
 * What a thread does at a time.
 *
 * @param does its class
 * @param name id of the name that tells it, among the frames; {@link #NONE} for none
 * @param place id of where the thread is: a module, annotation or operator; {@link #NONE} for none
 */
public record Activity(HostActivity does, int name, int place) {

    /** Id of no name or place. */
    public static final int NONE = -1;

    /** How much an activity explains: work more than Python code or an annotation, and these more than nothing. */
    int rank() {
        return switch (does) {
            case NOTHING_RECORDED -> 0;
            case PYTHON, BETWEEN -> 1;
            case INPUT, COMPILE, MODULE_LOAD, SYNC, COLLECTIVE_WAIT, ALLOCATION, LAUNCH, RUNTIME, FRAMEWORK -> 2;
        };
    }
}
