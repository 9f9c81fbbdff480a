package io.tracemill.bench.generate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the device differs from an even one: a change to be found, and noise to find it in.
 *
 * @param slowKernels names of kernels, any part of them, that take longer than usual; empty for none
 * @param slowdown how many times as long
 * @param stepNoise standard deviation of how long the device takes for a step, as a part of that
 */
public record DeviceVariation(Optional<Pattern> slowKernels, double slowdown, double stepNoise) {
    /** An even device. */
    public static final DeviceVariation NONE = new DeviceVariation(Optional.empty(), 1, 0);

    private static final double SHORTEST = 0.2;
    private static final int UNIFORMS = 12;
    private static final long PARTS = 1_000_000;

    public DeviceVariation {
        if (!(slowdown > 0 && slowdown <= 1_000)) {
            throw new IllegalArgumentException("slowdown must be above 0 and at most 1000 but was " + slowdown);
        }
        if (!(stepNoise >= 0 && stepNoise <= 1)) {
            throw new IllegalArgumentException("stepNoise must be 0 to 1 but was " + stepNoise);
        }
    }

    /** How many times as long as usual a step takes on the device. */
    double ofStep(long seed, int step) {
        if (stepNoise == 0) {
            return 1;
        }
        SeededRandom random = new SeededRandom(seed * 1_000_003 + step);
        double normal = -UNIFORMS / 2.0;
        for (int i = 0; i < UNIFORMS; i++) {
            normal += (double) random.between(0, PARTS) / PARTS;
        }
        return Math.max(SHORTEST, 1 + stepNoise * normal);
    }

    /** How many times as long as usual kernels take. */
    SlowKernels slow() {
        return new SlowKernels(this);
    }

    /** How many times as long as usual each kernel takes, looked up once for each name. */
    static final class SlowKernels {
        private final DeviceVariation variation;
        private final Map<AsciiText, Double> known = new HashMap<>();

        private SlowKernels(DeviceVariation variation) {
            this.variation = variation;
        }

        double times(Kernel kernel) {
            return known.computeIfAbsent(
                    kernel.name(),
                    name -> variation
                                    .slowKernels
                                    .filter(pattern ->
                                            pattern.matcher(name.toString()).find())
                                    .isPresent()
                            ? variation.slowdown
                            : 1);
        }
    }
}
