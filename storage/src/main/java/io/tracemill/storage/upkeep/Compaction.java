package io.tracemill.storage.upkeep;

import io.tracemill.storage.parquet.FileFooter;
import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.publish.FileSteps;
import io.tracemill.storage.publish.Replacement;
import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Partition;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Merges the small files of dates that are over into larger ones, sorted by trace and time, so that a query for one trace or one
 * time reads few row groups. Readers and archive jobs may be at work: see {@link Replacement}.
 */
public final class Compaction {

    private final CompactRequest request;
    private final Upkeep upkeep;
    private final Clock clock;

    private Compaction(CompactRequest request, Upkeep upkeep, Clock clock) {
        this.request = request;
        this.upkeep = upkeep;
        this.clock = clock;
    }

    /**
     * Merges what can be merged.
     *
     * @param clock says which dates are over, and how long a directory is idle
     * @param progress told what is worked on
     */
    public static List<Merged> run(CompactRequest request, Clock clock, Consumer<String> progress) throws IOException {
        return run(request, clock, FileSteps.REAL, progress);
    }

    static List<Merged> run(CompactRequest request, Clock clock, FileSteps steps, Consumer<String> progress)
            throws IOException {
        List<Merged> merged = new ArrayList<>();
        try (Upkeep upkeep = Upkeep.open(request.data(), steps, request.tempDirectory())) {
            Compaction compaction = new Compaction(request, upkeep, clock);
            for (Table<?, ?> table : Datasets.tables()) {
                for (Partition partition : upkeep.tree().partitions(table)) {
                    progress.accept(table.name() + "/" + partition.directory());
                    if (compaction.isOver(partition)) {
                        merged.addAll(compaction.merge(table, partition));
                    }
                }
            }
        }
        return merged;
    }

    private boolean isOver(Partition partition) {
        return LocalDate.parse(partition.date()).isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private List<Merged> merge(Table<?, ?> table, Partition partition) throws IOException {
        List<Path> files = upkeep.files(table, partition);
        List<Merged> merged = new ArrayList<>();
        for (List<Path> group : isIdle(files) ? groups(files) : List.<List<Path>>of()) {
            merged.add(merge(table, group, upkeep.files(table, partition)));
        }
        return merged;
    }

    private boolean isIdle(List<Path> files) throws IOException {
        Instant since = clock.instant().minus(request.idle());
        for (Path file : files) {
            if (Files.getLastModifiedTime(file).toInstant().isAfter(since)) {
                return false;
            }
        }
        return true;
    }

    /** Small files in their order, as many as make one of the size that is wanted; of two at least. */
    private List<List<Path>> groups(List<Path> files) throws IOException {
        List<List<Path>> groups = new ArrayList<>();
        List<Path> group = new ArrayList<>();
        long bytes = 0;
        for (Path file : files) {
            long size = Files.size(file);
            if (size >= request.targetBytes()) {
                continue;
            }
            if (bytes + size > request.targetBytes()) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(file);
            bytes += size;
        }
        groups.add(group);
        groups.removeIf(few -> few.size() < 2);
        return groups;
    }

    private Merged merge(Table<?, ?> table, List<Path> group, List<Path> directory) throws IOException {
        Path in = group.get(0).resolveSibling("");
        long before = Upkeep.bytes(group);
        if (request.dryRun()) {
            return new Merged(in, Merged.Outcome.PLANNED, group.size(), before, before);
        }
        List<OffsetRange> ranges = OffsetRanges.of(group, directory);
        long rows = 0;
        for (Path file : group) {
            rows += RowFileReader.rowCount(file);
        }
        String id = UUID.randomUUID().toString();
        Replacement replacement = new Replacement(upkeep.steps(), in, id);
        FileFooter footer = new FileFooter(ranges, id);
        Path written = replacement.unfinished();
        upkeep.write(sorted(table, group), written, footer, new Upkeep.Layout(rows, request.groupRows()));
        long after = Files.size(written);
        return replacement.swap(group, ranges)
                ? new Merged(in, Merged.Outcome.MERGED, group.size(), before, after)
                : new Merged(in, Merged.Outcome.BUSY, group.size(), before, before);
    }

    /** Rows by trace and time; those of one trace and time stay in their order. */
    private static String sorted(Table<?, ?> table, List<Path> files) {
        Set<String> columns = table.columns().stream().map(Column::name).collect(Collectors.toSet());
        String keys = Stream.of("trace_id", "start_ns", "time_ns")
                .filter(columns::contains)
                .map(key -> key + ", ")
                .collect(Collectors.joining());
        return "select * exclude (filename, file_row_number) from " + FileSql.rows(files) + " order by " + keys
                + "list_position(" + FileSql.list(files) + ", filename), file_row_number";
    }
}
