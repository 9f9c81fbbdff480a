package io.tracemill.ingest.work;

import io.tracemill.schemas.ComputeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Work of one call of an operator.
 *
 * @param flops floating-point operations
 * @param bytes bytes read and written, each operand once; null if the size of a type is unknown
 * @param unit part of the device that does it
 * @param estimate whether {@code flops} is a lower bound
 */
public record Work(long flops, @Nullable Long bytes, ComputeUnit unit, boolean estimate) {

    /** Work of the unit for matrices; null if it is beyond a long. */
    static @Nullable Work ofMatrices(long flops, Traffic traffic, ElementType type) {
        return of(flops, traffic.bytes(), type.precision().matrix());
    }

    /** Work of the unit for vectors; null if it is beyond a long. */
    static @Nullable Work ofVectors(long flops, Traffic traffic, ElementType type) {
        return of(flops, traffic.bytes(), type.precision().vector());
    }

    private static @Nullable Work of(long flops, @Nullable Long bytes, ComputeUnit unit) {
        boolean beyond = flops == Saturated.MOST || (bytes != null && bytes == Saturated.MOST);
        return beyond ? null : new Work(flops, bytes, unit, false);
    }

    /** Copy whose operations are marked as a lower bound. */
    Work asEstimate() {
        return new Work(flops, bytes, unit, true);
    }
}
