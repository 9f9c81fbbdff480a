package io.tracemill.streams.roof;

import io.tracemill.schemas.ComputeUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Peaks of a device, without sparsity.
 *
 * @param bytesPerSecond peak bandwidth of the memory; null if it is unknown
 * @param flopsPerSecond peaks by unit, in operations per second; that of a unit that is missing is unknown
 * @param tf32FlopsPerSecond peak for products of matrices of 32 bits if they are rounded to TF32, which a trace does
 *     not tell; null if the device cannot
 */
public record Peaks(
        @Nullable Double bytesPerSecond,
        Map<ComputeUnit, Double> flopsPerSecond,
        @Nullable Double tf32FlopsPerSecond) {

    /** Checks that rates are above 0. */
    public Peaks {
        flopsPerSecond = Map.copyOf(flopsPerSecond);
        flopsPerSecond.values().forEach(Peaks::check);
        check(bytesPerSecond);
        check(tf32FlopsPerSecond);
    }

    private static void check(@Nullable Double rate) {
        if (rate != null && !(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a peak must be above 0 but was " + rate);
        }
    }

    /** Peak of a unit, in operations per second; null if it is unknown, or depends on what a trace does not tell. */
    @Nullable
    Double peak(ComputeUnit unit) {
        return mayBeTf32(unit) ? null : flopsPerSecond.get(unit);
    }

    /** Whether a unit may be faster than its peak because it may round to TF32. */
    boolean mayBeTf32(ComputeUnit unit) {
        return unit == ComputeUnit.MATRIX_FP32 && tf32FlopsPerSecond != null;
    }

    /** Peaks that both have; one in which they differ is unknown. */
    Peaks common(Peaks other) {
        Map<ComputeUnit, Double> both = new HashMap<>(flopsPerSecond);
        both.entrySet().retainAll(other.flopsPerSecond.entrySet());
        @Nullable Double tf32 = common(tf32FlopsPerSecond, other.tf32FlopsPerSecond);
        if (tf32 == null && (tf32FlopsPerSecond != null || other.tf32FlopsPerSecond != null)) {
            both.remove(ComputeUnit.MATRIX_FP32);
        }
        return new Peaks(common(bytesPerSecond, other.bytesPerSecond), both, tf32);
    }

    private static @Nullable Double common(@Nullable Double one, @Nullable Double other) {
        return one != null && one.equals(other) ? one : null;
    }
}
