package io.tracemill.storage;

import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.Diagnosis;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A reader of an archive. Files of an embedded job that has not ended are left out, because they may still vanish. The
 * rows of traces are looked for in their own directories only, and only the pages that hold some of them are read;
 * those of a run, in its directories only. A file that cannot be read is skipped, and named in the log.
 */
public final class Archive {

    /** All directories of a dataset. */
    private static final Path ALL = Path.of("");

    private static final String TRACE_ID = "trace_id";

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
            RowFileReader.read(file, Set.of(TRACE_ID), row -> ids.add(String.valueOf(row.get(TRACE_ID))));
        }
        return ids;
    }

    /** Rows of a trace that are records of this type, in the order in which they were written. */
    public <A extends SpecificRecord> List<A> rows(String traceId, Class<A> type) throws IOException {
        return rows(Set.of(traceId), type).getOrDefault(traceId, List.of());
    }

    /**
     * Rows of some traces that are records of this type, by the id of their trace, in the order in which they were
     * written. Each file is read once, whatever the number of traces. A trace without such rows is left out.
     */
    public <A extends SpecificRecord> Map<String, List<A>> rows(Set<String> traceIds, Class<A> type)
            throws IOException {
        Map<String, List<A>> rows = new HashMap<>();
        read(traceIds, Datasets.of(type), id -> rows.computeIfAbsent(id, any -> new ArrayList<>())::add);
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

    /** Why a run is slow: the causes of each finding, in the order written, as it was diagnosed last. */
    public List<Diagnosis> diagnoses(String run) throws IOException {
        List<Diagnosis> rows = ofRun(Diagnosis.class, run);
        long last = rows.stream().mapToLong(Diagnosis::getFinalMs).max().orElse(0);
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
        read(Set.of(traceId), Datasets.SPANS, id -> sink);
    }

    /**
     * Passes the rows of some traces to the sink, with {@code trace_id} and the named columns only. Those of one trace
     * come in the order in which their records were written. Each file is read once, whatever the number of traces.
     */
    public void rows(Set<String> traceIds, Table<?, ?> table, Set<String> columns, Consumer<Row> sink)
            throws IOException {
        Map<String, String> renamed = table.renamed();
        Set<String> read = new HashSet<>(columns);
        renamed.forEach((older, name) -> read.addAll(columns.contains(name) ? Set.of(older) : Set.of()));
        eachFile(
                traceIds,
                table,
                (path, ids) -> RowFileReader.readTraces(path, ids, read, row -> sink.accept(row.named(renamed))));
    }

    /**
     * Passes the records of some traces to sinks.
     *
     * @param sinks the sink of a trace, by its id
     */
    private <A extends SpecificRecord> void read(
            Set<String> traceIds, Dataset<A, ?> dataset, Function<String, Consumer<A>> sinks) throws IOException {
        Map<String, String> renamed = dataset.renamed();
        eachFile(traceIds, dataset, (path, ids) -> {
            Map<String, RecordAssembler> assemblers = new HashMap<>();
            RowFileReader.readTraces(
                    path,
                    ids,
                    row -> assemblers
                            .computeIfAbsent(
                                    String.valueOf(row.get(TRACE_ID)),
                                    id -> dataset.assembler().apply(sinks.apply(id)))
                            .add(row.named(renamed)));
            assemblers.values().forEach(RecordAssembler::end);
        });
    }

    /** Reads a file for some traces. */
    @FunctionalInterface
    private interface TraceReader {
        void read(Path file, Set<String> traceIds) throws IOException;
    }

    private void eachFile(Set<String> traceIds, Table<?, ?> table, TraceReader reader) throws IOException {
        for (Map.Entry<HivePartition, Set<String>> ids : partitions(traceIds).entrySet()) {
            for (Path file : listing.of(table, ids.getKey().directory())) {
                unreadable.read(file, path -> reader.read(path, ids.getValue()));
            }
        }
    }

    /** The ids of those traces that are in the archive, by the partition of their rows. */
    private Map<HivePartition, Set<String>> partitions(Set<String> traceIds) throws IOException {
        Map<HivePartition, Set<String>> partitions = new LinkedHashMap<>();
        for (TraceInfo trace : traces()) {
            if (traceIds.contains(trace.getTraceId())) {
                partitions
                        .computeIfAbsent(
                                new HivePartition(trace.getRun(), trace.getDate()), partition -> new HashSet<>())
                        .add(trace.getTraceId());
            }
        }
        return partitions;
    }
}
