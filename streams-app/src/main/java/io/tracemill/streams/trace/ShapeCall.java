package io.tracemill.streams.trace;

/** Call of an operator, for whose shape the device events of its launches count. It counts with the first of them. */
public final class ShapeCall {

    private boolean counted;

    /** Creates a call; {@code isCounted} tells whether one of its device events has come. */
    public ShapeCall(boolean isCounted) {
        counted = isCounted;
    }

    /** Whether one of its device events has come. */
    public boolean isCounted() {
        return counted;
    }

    /** Notes one of its device events; returns whether it is the first. */
    boolean count() {
        boolean first = !counted;
        counted = true;
        return first;
    }
}
