package io.tracemill.ingest;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How traces are ingested.
 *
 * @param run the run the traces belong to; null: the name of the file's directory
 * @param rank rank of the process; null: what the file or its name says
 * @param node host the traces were recorded on, null if unknown
 * @param dropCategories categories to leave out, in any case
 * @param maxRejectedPct share of events that may be refused, in percent of those read
 * @param batchBytes size of a batch, encoded, from 1 KiB to 1 MiB
 * @param sortMemoryBytes memory for sorting one trace; what exceeds it goes to disk
 * @param tempDir where it goes
 * @param threads threads that parse, at least 1
 * @param sliceBytes how much a thread parses at once, at least 16
 * @param communication kernels whose name it finds are communication
 */
public record IngestConfig(
        @Nullable String run,
        @Nullable Integer rank,
        @Nullable String node,
        Set<String> dropCategories,
        double maxRejectedPct,
        int batchBytes,
        long sortMemoryBytes,
        Path tempDir,
        int threads,
        int sliceBytes,
        Pattern communication) {

    /** Names of collectives. Plain "broadcast" is not among them: elementwise kernels carry that word. */
    public static final String COMMUNICATION_NAMES =
            "nccl|rccl|hccl|hcom|multimem_|all_?reduce|all_?gather|reduce_?scatter|all_?to_?all";

    /** Checks the values. */
    public IngestConfig {
        dropCategories = dropCategories.stream()
                .map(category -> category.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        check(run == null || !run.isBlank(), "run", "not blank", run);
        check(rank == null || rank >= 0, "rank", "at least 0", rank);
        check(maxRejectedPct >= 0 && maxRejectedPct <= 100, "maxRejectedPct", "0 to 100", maxRejectedPct);
        check(batchBytes >= 1 << 10 && batchBytes <= 1 << 20, "batchBytes", "1024 to 1048576", batchBytes);
        check(sortMemoryBytes >= 0, "sortMemoryBytes", "at least 0", sortMemoryBytes);
        check(threads >= 1, "threads", "at least 1", threads);
        check(sliceBytes >= 16, "sliceBytes", "at least 16", sliceBytes);
    }

    private static void check(boolean good, String name, String rule, @Nullable Object value) {
        if (!good) {
            throw new IllegalArgumentException(name + " must be " + rule + " but was " + value);
        }
    }

    /** What fits this machine. */
    public static IngestConfig defaults() {
        return new IngestConfig(
                null,
                null,
                null,
                Set.of(),
                1.0,
                256 << 10,
                Math.max(32L << 20, Runtime.getRuntime().maxMemory() / 4),
                Path.of(System.getProperty("java.io.tmpdir")),
                Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors())),
                256 << 10,
                Pattern.compile(COMMUNICATION_NAMES, Pattern.CASE_INSENSITIVE));
    }

    /** The same with another {@code run}. */
    public IngestConfig withRun(@Nullable String value) {
        return new IngestConfig(
                value,
                rank,
                node,
                dropCategories,
                maxRejectedPct,
                batchBytes,
                sortMemoryBytes,
                tempDir,
                threads,
                sliceBytes,
                communication);
    }

    /** The same with another {@code rank}. */
    public IngestConfig withRank(@Nullable Integer value) {
        return new IngestConfig(
                run,
                value,
                node,
                dropCategories,
                maxRejectedPct,
                batchBytes,
                sortMemoryBytes,
                tempDir,
                threads,
                sliceBytes,
                communication);
    }

    /** The same with another {@code node}. */
    public IngestConfig withNode(@Nullable String value) {
        return new IngestConfig(
                run,
                rank,
                value,
                dropCategories,
                maxRejectedPct,
                batchBytes,
                sortMemoryBytes,
                tempDir,
                threads,
                sliceBytes,
                communication);
    }

    /** The same with another {@code dropCategories}. */
    public IngestConfig withDropCategories(Set<String> value) {
        return new IngestConfig(
                run,
                rank,
                node,
                value,
                maxRejectedPct,
                batchBytes,
                sortMemoryBytes,
                tempDir,
                threads,
                sliceBytes,
                communication);
    }

    /** The same with another {@code maxRejectedPct}. */
    public IngestConfig withMaxRejectedPct(double value) {
        return new IngestConfig(
                run,
                rank,
                node,
                dropCategories,
                value,
                batchBytes,
                sortMemoryBytes,
                tempDir,
                threads,
                sliceBytes,
                communication);
    }

    /** The same with another {@code batchBytes}. */
    public IngestConfig withBatchBytes(int value) {
        return new IngestConfig(
                run,
                rank,
                node,
                dropCategories,
                maxRejectedPct,
                value,
                sortMemoryBytes,
                tempDir,
                threads,
                sliceBytes,
                communication);
    }

    /** The same with another {@code sortMemoryBytes}. */
    public IngestConfig withSortMemoryBytes(long value) {
        return new IngestConfig(
                run,
                rank,
                node,
                dropCategories,
                maxRejectedPct,
                batchBytes,
                value,
                tempDir,
                threads,
                sliceBytes,
                communication);
    }

    /** The same with another {@code tempDir}. */
    public IngestConfig withTempDir(Path value) {
        return new IngestConfig(
                run,
                rank,
                node,
                dropCategories,
                maxRejectedPct,
                batchBytes,
                sortMemoryBytes,
                value,
                threads,
                sliceBytes,
                communication);
    }

    /** The same with another {@code threads}. */
    public IngestConfig withThreads(int value) {
        return new IngestConfig(
                run,
                rank,
                node,
                dropCategories,
                maxRejectedPct,
                batchBytes,
                sortMemoryBytes,
                tempDir,
                value,
                sliceBytes,
                communication);
    }

    /** The same with another {@code sliceBytes}. */
    public IngestConfig withSliceBytes(int value) {
        return new IngestConfig(
                run,
                rank,
                node,
                dropCategories,
                maxRejectedPct,
                batchBytes,
                sortMemoryBytes,
                tempDir,
                threads,
                value,
                communication);
    }

    /** The same with another {@code communication}. */
    public IngestConfig withCommunication(Pattern value) {
        return new IngestConfig(
                run,
                rank,
                node,
                dropCategories,
                maxRejectedPct,
                batchBytes,
                sortMemoryBytes,
                tempDir,
                threads,
                sliceBytes,
                value);
    }

    /** All that batches depend on beside the file, as text. */
    String planText() {
        return String.join(
                "\n",
                "1",
                String.valueOf(batchBytes),
                communication.pattern(),
                String.valueOf(communication.flags()),
                String.join("\n", new TreeSet<>(dropCategories)));
    }
}
