package io.tracemill.storage.upkeep;

import io.tracemill.storage.parquet.FileFooter;
import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.publish.FileOperations;
import io.tracemill.storage.publish.FileReplacement;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.HivePartition;
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

/**
 * The merging of small files of past dates into larger ones. They are sorted by trace and time, or as the table has it,
 * so that a query for one trace or one time reads few row groups. Readers and archive jobs may work at the same time: see {@link
 * FileReplacement}.
 */
public final class Compaction {

    private final CompactRequest request;
    private final UpkeepSession upkeep;
    private final Clock clock;

    private Compaction(CompactRequest request, UpkeepSession upkeep, Clock clock) {
        this.request = request;
        this.upkeep = upkeep;
        this.clock = clock;
    }

    /**
     * Merges all files that can be merged.
     *
     * @param clock tells which dates are over, and how long a directory has been idle
     * @param progress is told which directory is worked on
     */
    public static List<CompactionResult> run(CompactRequest request, Clock clock, Consumer<String> progress)
            throws IOException {
        return run(request, clock, FileOperations.REAL, progress);
    }

    static List<CompactionResult> run(
            CompactRequest request, Clock clock, FileOperations operations, Consumer<String> progress)
            throws IOException {
        List<CompactionResult> merged = new ArrayList<>();
        try (UpkeepSession upkeep = UpkeepSession.open(request.data(), operations, request.tempDirectory())) {
            Compaction compaction = new Compaction(request, upkeep, clock);
            for (Table<?, ?> table : Datasets.tables()) {
                for (HivePartition partition : upkeep.tree().partitions(table)) {
                    progress.accept(table.name() + "/" + partition.directory());
                    if (compaction.isOver(partition)) {
                        merged.addAll(compaction.merge(table, partition));
                    }
                }
            }
        }
        return merged;
    }

    private boolean isOver(HivePartition partition) {
        return LocalDate.parse(partition.date()).isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private List<CompactionResult> merge(Table<?, ?> table, HivePartition partition) throws IOException {
        List<Path> files = upkeep.readable(table, partition);
        List<CompactionResult> merged = new ArrayList<>();
        for (List<Path> group : isIdle(files) ? groups(files) : List.<List<Path>>of()) {
            merged.add(merge(table, group, upkeep.readable(table, partition)));
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

    /**
     * Groups of small files in their order, each with enough of them for a merged file of the wanted size, and at least
     * two.
     */
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

    private CompactionResult merge(Table<?, ?> table, List<Path> group, List<Path> directory) throws IOException {
        Path in = group.get(0).resolveSibling("");
        long before = UpkeepSession.bytes(group);
        if (request.dryRun()) {
            return new CompactionResult(in, CompactionResult.Outcome.PLANNED, group.size(), before, before);
        }
        List<OffsetRange> ranges = OffsetRanges.of(group, directory);
        long rows = 0;
        for (Path file : group) {
            rows += RowFileReader.rowCount(file);
        }
        String id = UUID.randomUUID().toString();
        FileReplacement replacement = new FileReplacement(upkeep.operations(), in, id);
        FileFooter footer = new FileFooter(ranges, id);
        Path written = replacement.unfinished();
        try {
            upkeep.write(sorted(table, group), written, footer, new UpkeepSession.Layout(rows, request.groupRows()));
        } catch (IOException e) {
            if (upkeep.areWhole(group)) {
                throw e;
            }
            return new CompactionResult(in, CompactionResult.Outcome.DAMAGED, group.size(), before, before);
        }
        long after = Files.size(written);
        return replacement.swap(group, ranges)
                ? new CompactionResult(in, CompactionResult.Outcome.MERGED, group.size(), before, after)
                : new CompactionResult(in, CompactionResult.Outcome.BUSY, group.size(), before, before);
    }

    /**
     * SQL for the rows in the order of the table; rows that are the same in it keep their order. Files of an older
     * version may lack a column of it.
     */
    private String sorted(Table<?, ?> table, List<Path> files) throws IOException {
        Set<String> there = upkeep.sql().names(files);
        String keys = table.order().stream()
                .filter(there::contains)
                .map(key -> key + ", ")
                .collect(Collectors.joining());
        return "select " + upkeep.sql().columns(files, table.renamed()) + " from " + FileSql.rows(files) + " order by "
                + keys + "list_position(" + FileSql.list(files) + ", filename), file_row_number";
    }
}
