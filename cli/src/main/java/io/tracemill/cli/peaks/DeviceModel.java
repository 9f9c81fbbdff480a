package io.tracemill.cli.peaks;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.streams.roof.DevicePeaks;
import io.tracemill.streams.roof.Peaks;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Model of devices, as a file says it.
 *
 * @param names parts of the names that profilers give such devices; an empty one fits all devices
 * @param memoryGib memory, in GiB; null for any
 * @param gbPerS peak bandwidth of the memory, in GB/s
 * @param tflopsPerS peaks by unit, in 10^12 operations per second, without sparsity
 * @param source where the numbers are from
 */
public record DeviceModel(
        List<String> names, @Nullable Double memoryGib, double gbPerS, Map<String, Double> tflopsPerS, String source) {

    /** Unit of products of matrices of 32 bits that are rounded to TF32. */
    private static final String TF32 = "matrix_tf32";

    private static final double GIGA = 1e9;
    private static final double TERA = 1e12;
    private static final double GIBI = 1L << 30;

    /** Part by which the memory that a device reports may differ from what its model is sold with. */
    private static final double MEMORY_SLACK = 0.25;

    /**
     * The model and its peaks. A unit of vectors without a peak has that of VECTOR_FP32.
     *
     * @throws IllegalArgumentException if a unit is unknown or a peak is not above 0
     */
    DevicePeaks peaks() {
        Map<ComputeUnit, Double> flops = new EnumMap<>(ComputeUnit.class);
        tflopsPerS.forEach((unit, tera) -> {
            if (!unit.equals(TF32)) {
                flops.put(unit(unit), TERA * tera);
            }
        });
        @Nullable Double vectors = flops.get(ComputeUnit.VECTOR_FP32);
        for (ComputeUnit unit : ComputeUnit.values()) {
            if (vectors != null && unit.name().startsWith("VECTOR_")) {
                flops.putIfAbsent(unit, vectors);
            }
        }
        @Nullable Double tf32 = tflopsPerS.get(TF32);
        return new DevicePeaks(
                names.contains("") ? List.of() : names,
                memoryGib == null ? DevicePeaks.Range.ANY : memory(memoryGib),
                new Peaks(GIGA * gbPerS, flops, tf32 == null ? null : (Double) (TERA * tf32)));
    }

    private static DevicePeaks.Range memory(double gib) {
        return new DevicePeaks.Range(
                (long) (GIBI * gib * (1 - MEMORY_SLACK)), (long) (GIBI * gib * (1 + MEMORY_SLACK)));
    }

    private static ComputeUnit unit(String name) {
        try {
            return ComputeUnit.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "unit " + name + " is unknown; a unit is such as matrix_bf16, matrix_tf32 or vector_fp32", e);
        }
    }
}
