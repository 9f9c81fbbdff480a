package io.tracemill.streams.rollup;

import io.tracemill.schemas.RooflineBound;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.roof.Roof;
import io.tracemill.streams.roof.Roofline;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/** Class of device work; each is a bit in the mask of classes that run at a time. */
enum Work {
    /** Kernels and memsets. */
    COMPUTING(0),
    /** Kernels that are bound by memory according to their counters. */
    MEMORY_BOUND(1),
    /** Collectives. */
    COMMUNICATION(2),
    /** Copies. */
    COPY(3),
    /** Kernels that are bound by memory according to the roofline model, and have no counters that say so. */
    MODELLED_MEMORY_BOUND(4);

    /** Number of combinations of classes. */
    static final int MASKS = 1 << 5;

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
        return COMPUTING.in(mask) || isMemoryBound(mask);
    }

    /** Whether kernels run that are bound by memory, by counters or by the model. */
    private static boolean isMemoryBound(int mask) {
        return MEMORY_BOUND.in(mask) || MODELLED_MEMORY_BOUND.in(mask);
    }

    /** Whether only kernels run that counters prove to be bound by memory. */
    static boolean provenMemoryBound(int mask) {
        return MEMORY_BOUND.in(mask) && !COMPUTING.in(mask) && !MODELLED_MEMORY_BOUND.in(mask);
    }

    /** Whether only kernels run that are bound by memory, by counters or by the model. */
    static boolean modelledMemoryBound(int mask) {
        return isMemoryBound(mask) && !COMPUTING.in(mask);
    }

    /** Class of a device event on a device with a roof. */
    static Work of(TraceSpan deviceEvent, Roof roof) {
        return switch (deviceEvent.kind()) {
            case KERNEL -> ofKernel(deviceEvent, roof);
            case MEMSET -> COMPUTING;
            case COMMUNICATION -> COMMUNICATION;
            case MEMCPY -> COPY;
            case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER ->
                throw new IllegalArgumentException("a device event was expected but it was " + deviceEvent.kind());
        };
    }

    private static Work ofKernel(TraceSpan kernel, Roof roof) {
        if (kernel.event().has(Attribute.MEMORY_BOUND)) {
            return kernel.event().isTrue(Attribute.MEMORY_BOUND) ? MEMORY_BOUND : COMPUTING;
        }
        @Nullable Launch launch = kernel.launch();
        @Nullable Roofline roofline = launch == null ? null : roof.of(launch.shape());
        boolean memory = roofline != null && roofline.boundOf(1, kernel.durationNanos()) == RooflineBound.MEMORY;
        return memory ? MODELLED_MEMORY_BOUND : COMPUTING;
    }
}
