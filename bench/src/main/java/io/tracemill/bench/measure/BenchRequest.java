package io.tracemill.bench.measure;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured.
 *
 * @param file the trace; null for one that is generated
 * @param generated what is generated
 * @param runs how often each, at least once
 * @param traces how many traces one run takes, at least 1; with more, one alone and one of their total size are
 *     measured as well
 * @param compare whether DuckDB reads the same file in the same call
 * @param heap most memory of each process, as {@code -Xmx} takes it
 * @param out where traces are kept; null for a directory that is removed at the end
 */
public record BenchRequest(
        @Nullable Path file,
        Generated generated,
        Runs runs,
        int traces,
        boolean compare,
        String heap,
        @Nullable Path out) {

    /** Rejects what cannot be measured. */
    public BenchRequest {
        if (traces < 1) {
            throw new IllegalArgumentException("--traces must be at least 1 but was " + traces);
        }
        if (file != null && traces > 1) {
            throw new IllegalArgumentException("--traces " + traces + " needs generated traces, but --file names one");
        }
        if (!heap.matches("\\d+[kmgKMG]")) {
            throw new IllegalArgumentException("--heap must be a number and k, m or g but was \"" + heap + "\"");
        }
    }

    /**
     * Traces that are made for this.
     *
     * @param size of the large one, in bytes
     * @param smallSize of the small one, in bytes; 0 for none
     */
    public record Generated(long size, long smallSize, long seed, boolean withStack) {}

    /**
     * How often is measured.
     *
     * @param cold processes that analyse once
     * @param warm measured analyses of a process that has analysed before; 0 for none
     * @param warmUp analyses before these, not measured
     */
    public record Runs(int cold, int warm, int warmUp) {}
}
