package io.tracemill.streams.roof;

import io.tracemill.schemas.ComputeUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Peaks of a model of devices, without sparsity.
 *
 * @param names parts of the names that profilers give such devices, in any case; empty for all devices
 * @param memory bytes of memory that such devices have
 * @param bytesPerSecond peak bandwidth of the memory
 * @param flopsPerSecond peak of each unit, in operations per second
 * @param tf32FlopsPerSecond peak for products of matrices of 32 bits if they are rounded to TF32, which a trace does
 *     not tell; null if the device cannot
 */
public record DevicePeaks(
        List<String> names,
        Range memory,
        double bytesPerSecond,
        Map<ComputeUnit, Double> flopsPerSecond,
        @Nullable Double tf32FlopsPerSecond) {

    /** Range of bytes, ends included. */
    public record Range(long least, long most) {

        /** Any number. */
        public static final Range ANY = new Range(0, Long.MAX_VALUE);

        boolean has(long value) {
            return least <= value && value <= most;
        }
    }

    /** Checks that rates are above 0. */
    public DevicePeaks {
        names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        flopsPerSecond = Map.copyOf(flopsPerSecond);
        flopsPerSecond.values().forEach(DevicePeaks::check);
        check(bytesPerSecond);
        if (tf32FlopsPerSecond != null) {
            check(tf32FlopsPerSecond);
        }
    }

    private static void check(double rate) {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a peak must be above 0 but was " + rate);
        }
    }

    /** Whether a device is of the model; its memory is null if unknown, which fits any. */
    boolean fits(@Nullable String name, @Nullable Long memoryBytes) {
        boolean named =
                names.isEmpty() || (name != null && names.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains));
        return named && (memoryBytes == null || memory.has(memoryBytes));
    }

    /** Peak of a unit, in operations per second; that of VECTOR_FP32 for units of vectors that have none; else null. */
    @Nullable
    Double peak(ComputeUnit unit) {
        @Nullable Double own = flopsPerSecond.get(unit);
        return own == null && unit.name().startsWith("VECTOR_") ? flopsPerSecond.get(ComputeUnit.VECTOR_FP32) : own;
    }
}
