package io.tracemill.ingest;

import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.redact.RedactionRules;
import io.tracemill.schemas.NodeName;
import io.tracemill.schemas.RunName;
import io.tracemill.schemas.TraceLabel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an ingest.
 *
 * <p>Memory does not grow with the trace, with one exception that no limit bounds: each distinct correlation id takes 3
 * to 6 bytes of heap if ids are consecutive, up to 43 bytes if they lie far apart, and 6 to 11 bytes if they are the
 * times of an Ascend profile. While the table of ids grows, it briefly takes half as much again. In a file of several
 * ranks each id of a launch takes 32 to 64 bytes more while it is being told whose it is.
 *
 * @param origin origin of the traces
 * @param rules rules for dropping, rejecting and recognising events
 * @param limits limits of memory, disk and processor
 */
public record IngestConfig(Origin origin, Rules rules, Limits limits) {

    /** Settings that fit this machine. */
    public static IngestConfig defaults() {
        return new IngestConfig(Origin.FROM_FILE, Rules.DEFAULT, Limits.defaults());
    }

    /** A copy with another {@code origin}. */
    public IngestConfig withOrigin(Origin value) {
        return new IngestConfig(value, rules, limits);
    }

    /** A copy with other {@code rules}. */
    public IngestConfig withRules(Rules value) {
        return new IngestConfig(origin, value, limits);
    }

    /** A copy with {@code limits} changed. */
    public IngestConfig withLimits(UnaryOperator<Limits> change) {
        return new IngestConfig(origin, rules, change.apply(limits));
    }

    /** All settings that batches depend on, as text. */
    String planText() {
        return String.join(
                "\n",
                "1",
                String.valueOf(limits.batchBytes),
                rules.communication.text(),
                rules.redaction.text(),
                String.join("\n", new TreeSet<>(rules.dropCategories)));
    }

    private static void check(boolean good, String name, String rule, @Nullable Object value) {
        if (!good) {
            throw new IllegalArgumentException(name + " must be " + rule + " but was " + value);
        }
    }

    private static void checkName(String name, @Nullable String value) {
        if (value != null) {
            RunName.fault(value).ifPresent(rule -> check(false, name, rule, '"' + value + '"'));
        }
    }

    /**
     * Origin of traces. The archive must be able to take the names of run and node, see {@link RunName}.
     *
     * @param run run that they belong to; null to take the name of the file's directory
     * @param rank rank of the process; null to take it from the file or its name
     * @param node host that they were recorded on, which is kept in the form of {@link NodeName}; null to take it from
     *     the file or its name
     * @param labels labels of the traces, by key
     * @param source what is kept as the name of the file; null for the path that is read
     * @param root directory outside of which nothing that belongs to the traces is looked for; null for none
     */
    public record Origin(
            @Nullable String run,
            @Nullable Integer rank,
            @Nullable String node,
            SortedMap<String, String> labels,
            @Nullable String source,
            @Nullable Path root) {

        /** An origin that the files tell. */
        public static final Origin FROM_FILE = new Origin(null, null, null);

        /** An origin without labels. */
        public Origin(@Nullable String run, @Nullable Integer rank, @Nullable String node) {
            this(run, rank, node, Collections.emptySortedMap());
        }

        /** An origin whose file is the path that is read. */
        public Origin(
                @Nullable String run, @Nullable Integer rank, @Nullable String node, SortedMap<String, String> labels) {
            this(run, rank, node, labels, null, null);
        }

        /** Checks the values. */
        public Origin {
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
            check(labels.size() <= TraceLabel.MOST, "labels", "at most " + TraceLabel.MOST, labels.size());
            labels.forEach(TraceLabel::new);
            checkName("run", run);
            checkName("node", node);
            node = NodeName.of(node);
            checkName("node", node);
            check(rank == null || rank >= 0, "rank", "at least 0", rank);
        }

        /** A copy with another {@code root}. */
        public Origin within(Path value) {
            return new Origin(run, rank, node, labels, source, value);
        }
    }

    /**
     * Rules for dropping, rejecting and recognising events.
     *
     * @param dropCategories categories to leave out, in any case; kept in lower case
     * @param maxRejectedPct share of the events, and of the bytes, that may be lost, in percent
     * @param communication names that tell communication
     * @param wholeOnly whether to skip a file whose JSON is not complete, because it may still be written
     * @param redaction rules that tell secrets in texts and arguments
     */
    public record Rules(
            Set<String> dropCategories,
            double maxRejectedPct,
            CommunicationNames communication,
            boolean wholeOnly,
            RedactionRules redaction) {

        /** Rules that drop nothing, let one event in a hundred be rejected, and redact tokens of known shapes. */
        public static final Rules DEFAULT =
                new Rules(Set.of(), 1.0, CommunicationNames.KNOWN, false, RedactionRules.KNOWN);

        /** Checks the values. */
        public Rules {
            check(maxRejectedPct >= 0 && maxRejectedPct <= 100, "maxRejectedPct", "0 to 100", maxRejectedPct);
            dropCategories = dropCategories.stream()
                    .map(category -> category.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /**
     * Limits of memory, disk and processor. No event of a trace depends on them; {@code batchBytes} decides only where
     * batches are cut.
     *
     * @param batchBytes size of an encoded batch, from 1 KiB to 1 MiB
     * @param sortMemoryBytes memory for sorting one trace, in bytes; events that exceed it are sorted on disk
     * @param tempDir directory for sorting on disk
     * @param threads number of threads that parse, at least 1
     * @param sliceBytes number of bytes that a thread parses at once, at least 16
     */
    public record Limits(int batchBytes, long sortMemoryBytes, Path tempDir, int threads, int sliceBytes) {

        /** Checks the values. */
        public Limits {
            check(batchBytes >= 1 << 10 && batchBytes <= 1 << 20, "batchBytes", "1024 to 1048576", batchBytes);
            check(sortMemoryBytes >= 0, "sortMemoryBytes", "at least 0", sortMemoryBytes);
            check(threads >= 1, "threads", "at least 1", threads);
            check(sliceBytes >= 16, "sliceBytes", "at least 16", sliceBytes);
        }

        /** A quarter of the heap, at most eight cores, and the system's directory for temporary files. */
        public static Limits defaults() {
            Runtime machine = Runtime.getRuntime();
            return new Limits(
                    256 << 10,
                    Math.max(32L << 20, machine.maxMemory() / 4),
                    Path.of(System.getProperty("java.io.tmpdir")),
                    Math.max(1, Math.min(8, machine.availableProcessors())),
                    256 << 10);
        }

        /** A copy with another {@code batchBytes}. */
        public Limits withBatchBytes(int value) {
            return new Limits(value, sortMemoryBytes, tempDir, threads, sliceBytes);
        }

        /** A copy with another {@code sortMemoryBytes}. */
        public Limits withSortMemoryBytes(long value) {
            return new Limits(batchBytes, value, tempDir, threads, sliceBytes);
        }

        /** A copy with another {@code tempDir}. */
        public Limits withTempDir(Path value) {
            return new Limits(batchBytes, sortMemoryBytes, value, threads, sliceBytes);
        }

        /** A copy with another {@code threads}. */
        public Limits withThreads(int value) {
            return new Limits(batchBytes, sortMemoryBytes, tempDir, value, sliceBytes);
        }

        /** A copy with another {@code sliceBytes}. */
        public Limits withSliceBytes(int value) {
            return new Limits(batchBytes, sortMemoryBytes, tempDir, threads, value);
        }
    }
}
