package io.tracemill.storage;

import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.parquet.UnreadableFiles;
import io.tracemill.storage.publish.ArchiveTree;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.RecordAssembler;
import io.tracemill.storage.rows.Row;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A reader of an archive. Files of an embedded job that has not ended are left out, because they may still vanish. The
 * rows of a trace are looked for in its own directory only, and only the pages that hold some of them are read; those
 * of a run, in its directories only. A file that cannot be read is skipped, and named in the log.
 */
public final class Archive {

    /** All directories of a dataset. */
    private static final Path ALL = Path.of("");

    private final Listing listing;
    private final UnreadableFiles unreadable = new UnreadableFiles();
    private @Nullable List<TraceInfo> traces;

    private Archive(Listing listing) {
        this.listing = listing;
    }

    /** Lists files below a directory, which is named relative to that of a dataset, by directory and offset. */
    @FunctionalInterface
    private interface Listing {
        List<Path> of(Table<?, ?> table, Path directory) throws IOException;
    }

    /** The archive in a directory; a directory that does not exist is an archive without traces. */
    public static Archive open(Path directory) {
        return new Archive((table, below) -> ArchiveTree.filesUnder(
                directory.resolve(table.name()).resolve(below), EmbeddedArchive.unfinished(directory)));
    }

    /**
     * The archive in a directory with these files and no others, by dataset and in the order of their directories and
     * offsets. They are not looked for again, so that all answers are of the same moment; if one of them is gone,
     * reading fails.
     */
    public static Archive of(Path directory, Map<String, List<Path>> files) {
        return new Archive((table, below) -> {
            Path parent = directory.resolve(table.name()).resolve(below);
            return files.getOrDefault(table.name(), List.of()).stream()
                    .filter(file -> file.startsWith(parent))
                    .toList();
        });
    }

    /** All traces, sorted by run, rank, date and id. They are read once and then kept. */
    public List<TraceInfo> traces() throws IOException {
        if (traces == null) {
            List<TraceInfo> found = all(TraceInfo.class, ALL);
            found.sort(Comparator.comparing(TraceInfo::getRun)
                    .thenComparing(TraceInfo::getRank, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(TraceInfo::getDate)
                    .thenComparing(TraceInfo::getTraceId));
            traces = List.copyOf(found);
        }
        return traces;
    }

    /**
     * The ids of all traces. Only their column is read.
     *
     * @throws IOException if a file cannot be read: its traces would be taken for new ones
     */
    public Set<String> finishedTraceIds() throws IOException {
        Set<String> ids = new HashSet<>();
        for (Path file : listing.of(Datasets.TRACES, ALL)) {
            RowFileReader.read(file, Set.of("trace_id"), row -> ids.add(String.valueOf(row.get("trace_id"))));
        }
        return ids;
    }

    /** Rows of a trace that are records of this type, in the order in which they were written. */
    public <A extends SpecificRecord> List<A> rows(String traceId, Class<A> type) throws IOException {
        List<A> rows = new ArrayList<>();
        read(traceId, Datasets.of(type), rows::add);
        return rows;
    }

    /**
     * The rows that compare the ranks of a run: first the one of the whole run, then one per step. If the run was
     * compared several times, the comparison with the most ranks counts, and the latest of those.
     */
    public List<RankSpread> rankSpread(String run) throws IOException {
        List<RankSpread> rows = ofRun(RankSpread.class, run);
        return rows.stream()
                .filter(row -> row.getStep() == null)
                .max(Comparator.comparingInt(RankSpread::getRanksCompared).thenComparingLong(RankSpread::getFinalMs))
                .map(whole -> comparison(rows, whole.getFinalMs()))
                .orElse(List.of());
    }

    /** Findings about the ranks of a run from the comparison with this row of the whole run, in the order written. */
    public List<SlowRankFinding> slowRanks(RankSpread whole) throws IOException {
        List<SlowRankFinding> rows = ofRun(SlowRankFinding.class, whole.getRun());
        rows.removeIf(row -> row.getFinalMs() != whole.getFinalMs());
        return rows;
    }

    /**
     * The collectives of a run over its ranks, in the order written. If they were compared several times, the
     * comparison with the most ranks counts, and the latest of those.
     */
    public List<CollectiveStats> collectives(String run) throws IOException {
        List<CollectiveStats> rows = ofRun(CollectiveStats.class, run);
        long last = rows.stream()
                .max(Comparator.comparingInt(CollectiveStats::getRanksCompared)
                        .thenComparingLong(CollectiveStats::getFinalMs))
                .map(CollectiveStats::getFinalMs)
                .orElse(0L);
        rows.removeIf(row -> row.getFinalMs() != last);
        return rows;
    }

    private <A extends SpecificRecord> List<A> ofRun(Class<A> type, String run) throws IOException {
        return all(type, HivePartition.directory(run));
    }

    private <A extends SpecificRecord> List<A> all(Class<A> type, Path directory) throws IOException {
        List<A> rows = new ArrayList<>();
        Dataset<A, A> dataset = Datasets.of(type);
        Map<String, String> renamed = dataset.renamed();
        for (Path file : listing.of(dataset, directory)) {
            List<A> inFile = new ArrayList<>();
            RecordAssembler assembler = dataset.assembler().apply(inFile::add);
            boolean whole = unreadable.read(file, path -> {
                RowFileReader.read(path, row -> assembler.add(row.named(renamed)));
                assembler.end();
            });
            rows.addAll(whole ? inFile : List.of());
        }
        return rows;
    }

    private static List<RankSpread> comparison(List<RankSpread> rows, long finalMillis) {
        return rows.stream()
                .filter(row -> row.getFinalMs() == finalMillis)
                .sorted(Comparator.comparing(RankSpread::getStep, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    /** Passes the spans of a trace to the sink, batch by batch, in the order of the archive. */
    public void spans(String traceId, Consumer<SpanBatch> sink) throws IOException {
        read(traceId, Datasets.SPANS, sink);
    }

    /**
     * Passes the rows of a trace to the sink, with the named columns only, in the order in which their records were
     * written.
     */
    public void rows(String traceId, Table<?, ?> table, Set<String> columns, Consumer<Row> sink) throws IOException {
        Map<String, String> renamed = table.renamed();
        Set<String> read = new HashSet<>(columns);
        renamed.forEach((older, name) -> read.addAll(columns.contains(name) ? Set.of(older) : Set.of()));
        for (HivePartition partition : partitions(traceId)) {
            for (Path file : listing.of(table, partition.directory())) {
                unreadable.read(
                        file,
                        path -> RowFileReader.readTrace(path, traceId, read, row -> sink.accept(row.named(renamed))));
            }
        }
    }

    private <A extends SpecificRecord> void read(String traceId, Dataset<A, ?> dataset, Consumer<A> sink)
            throws IOException {
        Map<String, String> renamed = dataset.renamed();
        for (HivePartition partition : partitions(traceId)) {
            for (Path file : listing.of(dataset, partition.directory())) {
                RecordAssembler assembler = dataset.assembler().apply(sink);
                unreadable.read(file, path -> {
                    RowFileReader.readTrace(path, traceId, row -> assembler.add(row.named(renamed)));
                    assembler.end();
                });
            }
        }
    }

    private Set<HivePartition> partitions(String traceId) throws IOException {
        return traces().stream()
                .filter(trace -> trace.getTraceId().equals(traceId))
                .map(trace -> new HivePartition(trace.getRun(), trace.getDate()))
                .collect(Collectors.toSet());
    }
}
