package io.tracemill.streams.rollup;

import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.trace.TraceSpan;

/** Link of a device event to its owner, or the cause why it has none. */
enum Link {
    /** It has an owner. */
    LINKED,
    /** Its launch is not in the trace. */
    NO_LAUNCH,
    /** Its launch is in no operator or annotation. */
    NO_OWNER,
    /** Several launches carry its id. */
    AMBIGUOUS;

    static Link of(TraceSpan deviceEvent) {
        if (deviceEvent.owner() != null) {
            return LINKED;
        }
        if (deviceEvent.launch() != null) {
            return NO_OWNER;
        }
        return deviceEvent.event().has(Attribute.LAUNCH_AMBIGUOUS) ? AMBIGUOUS : NO_LAUNCH;
    }
}
