package io.tracemill.streams.rollup;

import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.trace.TraceSpan;

/** Class of device work; each is a bit in the mask of classes that run at a time. */
enum Work {
    /** Kernels and memsets. */
    COMPUTING(0),
    /** Kernels that are bound by memory according to their counters. */
    MEMORY_BOUND(1),
    /** Collectives. */
    COMMUNICATION(2),
    /** Copies. */
    COPY(3);

    /** Number of combinations of classes. */
    static final int MASKS = 1 << 4;

    private final int index;

    Work(int index) {
        this.index = index;
    }

    /** Index in arrays by class. */
    int index() {
        return index;
    }

    int bit() {
        return 1 << index;
    }

    boolean in(int mask) {
        return (mask & bit()) != 0;
    }

    static boolean computes(int mask) {
        return COMPUTING.in(mask) || MEMORY_BOUND.in(mask);
    }

    static Work of(TraceSpan deviceEvent) {
        return switch (deviceEvent.kind()) {
            case KERNEL -> deviceEvent.event().isTrue(Attribute.MEMORY_BOUND) ? MEMORY_BOUND : COMPUTING;
            case MEMSET -> COMPUTING;
            case COMMUNICATION -> COMMUNICATION;
            case MEMCPY -> COPY;
            case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER ->
                throw new IllegalArgumentException("a device event was expected but it was " + deviceEvent.kind());
        };
    }
}
