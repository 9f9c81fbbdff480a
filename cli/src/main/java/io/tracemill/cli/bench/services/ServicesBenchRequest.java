package io.tracemill.cli.bench.services;

import io.tracemill.bench.generate.GeneratorConfig;

/**
 * What is to be measured.
 *
 * @param traces number of traces that are pushed, a multiple of {@code runs}
 * @param size of each, in bytes
 * @param seed of the first; the others follow it
 * @param runs number of runs that they belong to
 * @param producers number of clients that push at the same time
 * @param instances processes of {@code stream}, and of {@code archive}
 * @param heap most memory of each process, as {@code -Xmx} takes it
 */
public record ServicesBenchRequest(
        int traces, long size, long seed, int runs, int producers, int instances, String heap) {

    /** Rejects what cannot be measured. */
    public ServicesBenchRequest {
        if (traces % runs != 0) {
            throw new IllegalArgumentException(
                    "--traces must be a multiple of --of-runs " + runs + " but was " + traces);
        }
        if (size < GeneratorConfig.MIN_SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "--size must be at least " + GeneratorConfig.MIN_SIZE_BYTES + " bytes but was " + size);
        }
        if (!heap.matches("\\d+[kmgKMG]")) {
            throw new IllegalArgumentException("--heap must be a number and k, m or g but was \"" + heap + "\"");
        }
    }

    /** Traces that are pushed before those that count, so that the compilers have done their work. */
    int warmUp() {
        return traces / runs;
    }
}
