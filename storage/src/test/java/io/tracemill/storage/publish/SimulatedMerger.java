package io.tracemill.storage.publish;

import io.tracemill.schemas.OperatorStats;
import io.tracemill.storage.ExpectedRows;
import io.tracemill.storage.parquet.FileFooter;
import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.parquet.RowFileWriter;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.RecordAssembler;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * A process that merges all files of a directory while owners of the simulated group go on. It may die at any
 * operation.
 */
final class SimulatedMerger {

    private final Path out;
    private final FileOperations operations;
    private final Random random;

    SimulatedMerger(Path out, FileOperations operations, Random random) {
        this.out = out;
        this.operations = operations;
        this.random = random;
    }

    /** Merges the files of one run in a dataset. Returns whether one file replaced several. */
    boolean merge(Table<OperatorStats, OperatorStats> table) {
        Path directory =
                new ArchiveTree(out).directory(table, new HivePartition("run" + random.nextInt(3), "2026-03-01"));
        try {
            if (!Files.isDirectory(directory)) {
                return false;
            }
            FileReplacement.recover(operations, directory);
            List<Path> files = ArchiveTree.filesUnder(directory);
            return files.size() > 1 && merge(table, directory, files);
        } catch (SimulatedCrash e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean merge(Table<OperatorStats, OperatorStats> table, Path directory, List<Path> files)
            throws IOException {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        FileReplacement replacement = new FileReplacement(operations, directory, id);
        List<OffsetRange> ranges = new ArrayList<>();
        try (OutputStream stream = operations.create(replacement.unfinished())) {
            RowFileWriter<OperatorStats, OperatorStats> writer = RowFileWriter.to(stream, table);
            for (Path file : files) {
                ranges.addAll(RowFileReader.footer(file).ranges());
                for (OperatorStats record : records(file)) {
                    writer.write(ExpectedRows.read(Datasets.of(OperatorStats.class), record)
                            .orElseThrow());
                }
            }
            writer.finish(new FileFooter(ranges, id));
        }
        return replacement.swap(files, ranges);
    }

    private static List<OperatorStats> records(Path file) throws IOException {
        List<OperatorStats> records = new ArrayList<>();
        RecordAssembler assembler = Datasets.of(OperatorStats.class).assembler().apply(records::add);
        RowFileReader.read(file, assembler::add);
        assembler.end();
        return records;
    }

    /** Finishes or undoes interrupted replacements. */
    static void recover(Path out) throws IOException {
        for (Table<?, ?> table : List.of(Datasets.of(OperatorStats.class), SimulatedOwner.EVEN)) {
            for (HivePartition partition : new ArchiveTree(out).partitions(table)) {
                FileReplacement.recover(FileOperations.REAL, new ArchiveTree(out).directory(table, partition));
            }
        }
    }

    /** Removes what dead writers left, as every merge does first. */
    static void removeDead(Path out, Set<String> deadWriters) throws IOException {
        new ArchiveTree(out).removeUnfinished(deadWriters);
    }
}
