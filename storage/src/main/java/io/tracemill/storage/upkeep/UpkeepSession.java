package io.tracemill.storage.upkeep;

import io.tracemill.storage.EmbeddedArchive;
import io.tracemill.storage.parquet.FileFooter;
import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.parquet.UnreadableFiles;
import io.tracemill.storage.publish.ArchiveTree;
import io.tracemill.storage.publish.FileOperations;
import io.tracemill.storage.publish.FileReplacement;
import io.tracemill.storage.publish.WriterLock;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The exclusive right to change published files of an archive, which one process has at a time. A process that gets it
 * first finishes or undoes what another was interrupted in.
 */
final class UpkeepSession implements AutoCloseable {

    private static final String LOCK = ".upkeep.lock";

    /** Rows of a row group, the default of DuckDB: enough work for a thread, and still few traces in one group. */
    static final int GROUP_ROWS = 122_880;

    private final ArchiveTree tree;
    private final FileOperations operations;
    private final FileSql sql;
    private final FileChannel lock;
    private final UnreadableFiles unreadable = new UnreadableFiles();

    private UpkeepSession(Path data, FileOperations operations, FileSql sql, FileChannel lock) {
        this.tree = new ArchiveTree(data);
        this.operations = operations;
        this.sql = sql;
        this.lock = lock;
    }

    /**
     * Opens a session.
     *
     * @throws IOException if another process has one, or the archive cannot be changed; the message is one line
     */
    static UpkeepSession open(Path data, FileOperations operations, Path tempDirectory) throws IOException {
        FileChannel lock = FileChannel.open(data.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isTaken(lock)) {
            lock.close();
            throw new IOException(data + ": another compact, expire or drop is running here");
        }
        UpkeepSession upkeep = new UpkeepSession(data, operations, FileSql.open(tempDirectory), lock);
        try {
            upkeep.recover();
            return upkeep;
        } catch (IOException | RuntimeException e) {
            try (upkeep) {
                throw e;
            }
        }
    }

    private static boolean isTaken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void recover() throws IOException {
        WriterLock.removeDead(tree.out());
        Set<Path> directories = new TreeSet<>();
        for (Table<?, ?> table : Datasets.tables()) {
            for (Path leftover : tree.leftovers(table)) {
                directories.add(leftover.resolveSibling(""));
            }
        }
        for (Path directory : directories) {
            FileReplacement.recover(operations, directory);
        }
        TraceRemoval.recover(this);
        Expiry.recover(this);
    }

    ArchiveTree tree() {
        return tree;
    }

    Path data() {
        return tree.out();
    }

    FileOperations operations() {
        return operations;
    }

    FileSql sql() {
        return sql;
    }

    /** The published files of a directory, except those of an embedded job that has not ended. */
    List<Path> files(Table<?, ?> table, HivePartition partition) throws IOException {
        return tree.files(table, partition, EmbeddedArchive.unfinished(data()));
    }

    /** Those of the published files of a directory that Tracemill wrote and that can be read; others are skipped. */
    List<Path> readable(Table<?, ?> table, HivePartition partition) throws IOException {
        return unreadable.without(files(table, partition), RowFileReader::footer);
    }

    /** The number of rows of a file; 0 for one that cannot be read. */
    long rows(Path file) throws IOException {
        AtomicLong rows = new AtomicLong();
        unreadable.read(file, path -> rows.set(RowFileReader.rowCount(path)));
        return rows.get();
    }

    /** Whether every value of these files can be read; those that cannot are named. */
    boolean areWhole(List<Path> files) throws IOException {
        return unreadable
                .without(files, file -> RowFileReader.read(file, row -> {}))
                .equals(files);
    }

    /**
     * Writes rows as a Parquet file.
     *
     * @param rows SQL for the rows, in their order
     * @throws IOException if they cannot be read or written; the message names the directory, and no file is left
     * @throws IllegalStateException if rows were lost or doubled
     */
    void write(String rows, Path file, FileFooter footer, Layout layout) throws IOException {
        try {
            sql.run("copy (" + rows + ") to " + FileSql.quoted(file.toString())
                    + " (format parquet, compression zstd, row_group_size " + layout.groupRows() + ", "
                    + FileSql.keyValues(footer.keyValues()) + ")");
        } catch (IOException e) {
            operations.unlink(file);
            throw new IOException(file.resolveSibling("") + ": " + e.getMessage(), e);
        }
        long written = RowFileReader.rowCount(file);
        if (written != layout.rows()) {
            throw new IllegalStateException(file + " holds " + written + " rows but must hold " + layout.rows());
        }
    }

    /**
     * The layout of a file.
     *
     * @param rows rows that it must hold
     * @param groupRows rows of a row group
     */
    record Layout(long rows, int groupRows) {}

    /** The total size of files, in bytes. */
    static long bytes(List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            sql.close();
        }
    }
}
