package io.tracemill.streams.slowrank;

import io.tracemill.schemas.SlowRankKind;
import java.util.List;

/** Component of a rank's own work in a step. Transfers and waiting for other ranks are not part of it. */
enum Component {
    /** Computing on the devices. */
    COMPUTING(SlowRankKind.SLOW_COMPUTE),
    /** Idle time caused by the host. */
    HOST(SlowRankKind.SLOW_HOST),
    /** Idle time caused by the loading of data. */
    INPUT(SlowRankKind.SLOW_INPUT);

    /** All components, in the order in which they take precedence. */
    static final List<Component> ALL = List.of(values());

    private final SlowRankKind slow;

    Component(SlowRankKind slow) {
        this.slow = slow;
    }

    /** Kind of finding about a rank with too much of this. */
    SlowRankKind slow() {
        return slow;
    }
}
