package io.tracemill.ingest.facts;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.flat.Attribute;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Facts about the activity of a thread, from the names of its frames and of its calls. Not thread-safe. */
final class ActivityFacts {

    private static final RememberedNames<ActivityMark> FRAMES = new RememberedNames<>(FrameName::mark);
    private static final RememberedNames<ActivityMark> CALLS = new RememberedNames<>(CallName::mark);

    private final NameMarks<ActivityMark> frames;
    private final NameMarks<ActivityMark> calls;

    /** Facts about events whose strings are in a pool, which gives the bytes of each by its number. */
    ActivityFacts(IntFunction<byte[]> pool) {
        this.frames = new NameMarks<>(pool, ActivityMark.values(), FRAMES);
        this.calls = new NameMarks<>(pool, ActivityMark.values(), CALLS);
    }

    /** Adds what the name of an operator, an annotation or a Python frame tells. */
    void addToFrame(EventFields frame) {
        @Nullable ActivityMark mark = frames.of(frame);
        if (mark != null && FrameName.holds(mark, frame.kind)) {
            frame.setSymbol(Attribute.ACTIVITY_MARK, mark);
        }
    }

    /** Adds what the name of a call, or of overhead of the runtime, tells. */
    void addToCall(EventFields call) {
        @Nullable ActivityMark mark = calls.of(call);
        if (mark != null) {
            call.setSymbol(Attribute.ACTIVITY_MARK, mark);
        }
    }
}
