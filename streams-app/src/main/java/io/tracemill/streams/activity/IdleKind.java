package io.tracemill.streams.activity;

import io.tracemill.schemas.IdleCause;
import io.tracemill.schemas.IdlePart;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Part of an idle time, and its cause where the host is not what the device waits for. */
public enum IdleKind {
    /** Before the launch call. */
    HOST(0, IdlePart.HOST, null),
    /** During the launch call. */
    LAUNCH(1, IdlePart.LAUNCH, null),
    /** After the launch call, before the first event of a stream. */
    BEFORE_RECORDING(2, IdlePart.DEVICE, IdleCause.BEFORE_RECORDING),
    /** After the launch of a graph. */
    GRAPH(3, IdlePart.DEVICE, IdleCause.GRAPH),
    /** After any other launch call. */
    DEVICE_QUEUE(4, IdlePart.DEVICE, IdleCause.DEVICE_QUEUE),
    /** Before an event whose launch is not in the trace. */
    UNKNOWN(5, IdlePart.UNKNOWN, null);

    private static final List<IdleKind> KINDS = Arrays.asList(values());

    private final int index;
    private final IdlePart part;
    private final @Nullable IdleCause cause;

    IdleKind(int index, IdlePart part, @Nullable IdleCause cause) {
        this.index = index;
        this.part = part;
        this.cause = cause;
    }

    /** Part of the idle time. */
    public IdlePart part() {
        return part;
    }

    /** Cause; null where what the host did is the cause. */
    public @Nullable IdleCause cause() {
        return cause;
    }

    /** Key of idle time of this kind during an activity. */
    long key(int activity) {
        return ((long) index << Integer.SIZE) | activity;
    }

    /** Kind of a key. */
    public static IdleKind of(long key) {
        return KINDS.get((int) (key >> Integer.SIZE));
    }
}
