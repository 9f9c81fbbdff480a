package io.tracemill.bench.generate;

/**
 * What to generate. The same values give the same decompressed bytes, on every machine.
 *
 * @param sizeBytes size of the decompressed file, in bytes; met within 2 %. Steps and layers of the model follow from
 *     it
 * @param seed chooses the durations
 * @param withStack whether Python frames are in the trace; they are then about three in five of its events, as in
 *     recent real files
 * @param rank rank of the process that recorded the trace; its device is {@code rank % 8}
 * @param worldSize ranks in the run
 * @param variation how the device differs from an even one
 */
public record GeneratorConfig(
        long sizeBytes, long seed, boolean withStack, int rank, int worldSize, DeviceVariation variation) {
    /** Below this no whole training run fits. */
    public static final long MIN_SIZE_BYTES = 1_000_000;

    public GeneratorConfig {
        if (sizeBytes < MIN_SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "size must be at least " + MIN_SIZE_BYTES + " bytes but was " + sizeBytes);
        }
        if (worldSize < 1) {
            throw new IllegalArgumentException("worldSize must be at least 1 but was " + worldSize);
        }
        if (rank < 0 || rank >= worldSize) {
            throw new IllegalArgumentException("rank must be in [0, " + worldSize + ") but was " + rank);
        }
    }

    /** Rank 0 of 8, without Python frames. */
    public static GeneratorConfig of(long sizeBytes, long seed) {
        return new GeneratorConfig(sizeBytes, seed, false, 0, 8, DeviceVariation.NONE);
    }

    public GeneratorConfig withStack(boolean stack) {
        return new GeneratorConfig(sizeBytes, seed, stack, rank, worldSize, variation);
    }

    public GeneratorConfig withRank(int newRank, int newWorldSize) {
        return new GeneratorConfig(sizeBytes, seed, withStack, newRank, newWorldSize, variation);
    }

    public GeneratorConfig withVariation(DeviceVariation newVariation) {
        return new GeneratorConfig(sizeBytes, seed, withStack, rank, worldSize, newVariation);
    }
}
