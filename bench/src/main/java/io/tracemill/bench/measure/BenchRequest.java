package io.tracemill.bench.measure;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured.
 *
 * @param file the trace; null for one that is generated
 * @param generated what is generated
 * @param runs how often each, at least once
 * @param files how many traces one run takes, 1 or 2; with 2 one alone is measured as well
 * @param compare whether DuckDB reads the same file in the same call
 * @param heap most memory of each process, as {@code -Xmx} takes it
 * @param out where traces are kept; null for a directory that is removed at the end
 */
public record BenchRequest(
        @Nullable Path file,
        Generated generated,
        Runs runs,
        int files,
        boolean compare,
        String heap,
        @Nullable Path out) {

    /** Rejects what cannot be measured. */
    public BenchRequest {
        if (files < 1 || files > 2) {
            throw new IllegalArgumentException("--files must be 1 or 2 but was " + files);
        }
        if (file != null && files == 2) {
            throw new IllegalArgumentException("--files 2 needs generated traces, but --file names one");
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
