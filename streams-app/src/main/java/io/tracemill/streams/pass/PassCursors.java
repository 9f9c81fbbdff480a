package io.tracemill.streams.pass;

import io.tracemill.streams.state.PassCursor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;

/** Cursor of a trace before its first batch. */
final class PassCursors {

    /** Encoded spans in flight, where there are none. */
    static final ByteBuffer NOTHING_HELD = ByteBuffer.allocate(0);

    private PassCursors() {}

    static PassCursor begin() {
        return PassCursor.newBuilder()
                .setNextSequence(0)
                .setFoldedThrough(-1)
                .setPartialBytes(0)
                .setTotalsBytes(0)
                .setLastAppendMs(Long.MIN_VALUE)
                .setStalled(false)
                .setEvents(0)
                .setReceivedKinds(new HashMap<>())
                .setDropped(new HashMap<>())
                .setSpansWritten(0)
                .setSpanSequence(0)
                .setFoldedNames(0)
                .setEvictedLaunches(0)
                .setHeld(NOTHING_HELD)
                .setLanes(List.of())
                .setFolded(new HashMap<>())
                .setOpenKeys(List.of())
                .setContexts(List.of())
                .setLaunches(List.of())
                .setQueue(List.of())
                .setSteps(List.of())
                .build();
    }
}
