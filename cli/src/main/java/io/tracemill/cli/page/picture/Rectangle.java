package io.tracemill.cli.page.picture;

/**
 * Device events of a stream that are drawn as one rectangle: a single event, or neighbours without a name.
 *
 * @param stream number of the stream in its step
 * @param name number of the name in its step; {@value #MERGED} for neighbours
 * @param kind number of the kind in its step
 * @param startNanos start
 * @param endNanos last end
 * @param busyNanos summed duration
 * @param count number of events
 */
record Rectangle(int stream, int name, int kind, long startNanos, long endNanos, long busyNanos, long count) {

    /** Stands for the name of neighbours. */
    static final int MERGED = -1;

    boolean isMerged() {
        return name == MERGED;
    }

    long durationNanos() {
        return endNanos - startNanos;
    }

    /** This one and a later one of its stream, merged. */
    Rectangle with(Rectangle next) {
        return new Rectangle(
                stream,
                MERGED,
                kind,
                startNanos,
                Math.max(endNanos, next.endNanos),
                busyNanos + next.busyNanos,
                count + next.count);
    }

    /** This one, without its name. */
    Rectangle unnamed() {
        return new Rectangle(stream, MERGED, kind, startNanos, endNanos, busyNanos, count);
    }
}
