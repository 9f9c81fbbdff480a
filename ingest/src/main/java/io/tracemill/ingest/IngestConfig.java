package io.tracemill.ingest;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How traces are ingested.
 *
 * <p>Memory does not grow with the trace, with one exception that no limit bounds: 3 to 6 bytes of heap for every distinct
 * correlation id where most numbers in a row are in use, up to 43 where they lie far apart, 6 to 11 where they are the
 * times of an Ascend profile; half as much again for a moment while their table grows.
 *
 * @param origin where the traces come from
 * @param rules what is left out, rejected and recognised
 * @param limits how much memory, disk and processor ingest takes
 */
public record IngestConfig(Origin origin, Rules rules, Limits limits) {

    /** What fits this machine. */
    public static IngestConfig defaults() {
        return new IngestConfig(Origin.FROM_FILE, Rules.DEFAULT, Limits.defaults());
    }

    /** The same with another {@code origin}. */
    public IngestConfig withOrigin(Origin value) {
        return new IngestConfig(value, rules, limits);
    }

    /** The same with other {@code rules}. */
    public IngestConfig withRules(Rules value) {
        return new IngestConfig(origin, value, limits);
    }

    /** The same with {@code limits} changed. */
    public IngestConfig withLimits(UnaryOperator<Limits> change) {
        return new IngestConfig(origin, rules, change.apply(limits));
    }

    /** All that batches depend on beside the file, as text. */
    String planText() {
        return String.join(
                "\n",
                "1",
                String.valueOf(limits.batchBytes),
                rules.communication.pattern(),
                String.valueOf(rules.communication.flags()),
                String.join("\n", new TreeSet<>(rules.dropCategories)));
    }

    private static void check(boolean good, String name, String rule, @Nullable Object value) {
        if (!good) {
            throw new IllegalArgumentException(name + " must be " + rule + " but was " + value);
        }
    }

    /**
     * Where traces come from.
     *
     * @param run the run they belong to; null: the name of the file's directory
     * @param rank rank of the process; null: what the file or its name says
     * @param node host they were recorded on, null if unknown
     */
    public record Origin(
            @Nullable String run,
            @Nullable Integer rank,
            @Nullable String node) {

        /** Only what files say. */
        public static final Origin FROM_FILE = new Origin(null, null, null);

        /** Checks the values. */
        public Origin {
            check(run == null || !run.isBlank(), "run", "not blank", run);
            check(rank == null || rank >= 0, "rank", "at least 0", rank);
        }
    }

    /**
     * What is left out, rejected and recognised.
     *
     * @param dropCategories categories to leave out; kept in lower case, meant in any
     * @param maxRejectedPct share of events that may be rejected, in percent of those read
     * @param communication kernels whose name it finds are communication
     * @param wholeOnly whether a file that ends before its JSON does is left alone: it may still be written
     */
    public record Rules(Set<String> dropCategories, double maxRejectedPct, Pattern communication, boolean wholeOnly) {

        /** Names of collectives. Plain "broadcast" is not among them: elementwise kernels carry that word. */
        public static final Pattern COLLECTIVES = Pattern.compile(
                "nccl|rccl|hccl|hcom|multimem_|all_?reduce|all_?gather|reduce_?scatter|all_?to_?all",
                Pattern.CASE_INSENSITIVE);

        /** Nothing left out; one event in a hundred may be rejected. */
        public static final Rules DEFAULT = new Rules(Set.of(), 1.0, COLLECTIVES, false);

        /** Checks the values. */
        public Rules {
            check(maxRejectedPct >= 0 && maxRejectedPct <= 100, "maxRejectedPct", "0 to 100", maxRejectedPct);
            dropCategories = dropCategories.stream()
                    .map(category -> category.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /**
     * How much memory, disk and processor ingest takes. No event of a trace depends on them; {@code batchBytes} decides
     * only where batches are cut.
     *
     * @param batchBytes size of a batch, encoded, from 1 KiB to 1 MiB
     * @param sortMemoryBytes memory for sorting one trace; what exceeds it goes to disk
     * @param tempDir where it goes
     * @param threads threads that parse, at least 1
     * @param sliceBytes how much a thread parses at once, at least 16
     */
    public record Limits(int batchBytes, long sortMemoryBytes, Path tempDir, int threads, int sliceBytes) {

        /** Checks the values. */
        public Limits {
            check(batchBytes >= 1 << 10 && batchBytes <= 1 << 20, "batchBytes", "1024 to 1048576", batchBytes);
            check(sortMemoryBytes >= 0, "sortMemoryBytes", "at least 0", sortMemoryBytes);
            check(threads >= 1, "threads", "at least 1", threads);
            check(sliceBytes >= 16, "sliceBytes", "at least 16", sliceBytes);
        }

        /** A quarter of the heap, every core up to the eighth, and the system's directory for temporary files. */
        public static Limits defaults() {
            Runtime machine = Runtime.getRuntime();
            return new Limits(
                    256 << 10,
                    Math.max(32L << 20, machine.maxMemory() / 4),
                    Path.of(System.getProperty("java.io.tmpdir")),
                    Math.max(1, Math.min(8, machine.availableProcessors())),
                    256 << 10);
        }

        /** The same with another {@code batchBytes}. */
        public Limits withBatchBytes(int value) {
            return new Limits(value, sortMemoryBytes, tempDir, threads, sliceBytes);
        }

        /** The same with another {@code sortMemoryBytes}. */
        public Limits withSortMemoryBytes(long value) {
            return new Limits(batchBytes, value, tempDir, threads, sliceBytes);
        }

        /** The same with another {@code tempDir}. */
        public Limits withTempDir(Path value) {
            return new Limits(batchBytes, sortMemoryBytes, value, threads, sliceBytes);
        }

        /** The same with another {@code threads}. */
        public Limits withThreads(int value) {
            return new Limits(batchBytes, sortMemoryBytes, tempDir, value, sliceBytes);
        }

        /** The same with another {@code sliceBytes}. */
        public Limits withSliceBytes(int value) {
            return new Limits(batchBytes, sortMemoryBytes, tempDir, threads, value);
        }
    }
}
