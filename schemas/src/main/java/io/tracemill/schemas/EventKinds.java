package io.tracemill.schemas;

import java.util.List;

/** Groups of kinds of events. */
public final class EventKinds {

    /** Kinds of events that run on a device. */
    public static final List<EventKind> ON_DEVICE =
            List.of(EventKind.KERNEL, EventKind.COMMUNICATION, EventKind.MEMCPY, EventKind.MEMSET);

    private EventKinds() {}
}
