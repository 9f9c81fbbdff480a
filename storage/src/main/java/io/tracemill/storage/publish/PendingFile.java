package io.tracemill.storage.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that nobody sees until it is whole. While it is written, its name does not end in {@code .parquet}; a leading
 * dot would not be enough, because DuckDB's {@code **}{@code /*.parquet} reads such names, too. {@link #close}
 * publishes it, {@link #discard} removes it.
 */
final class PendingFile implements AutoCloseable {

    /** The ending of the names of unfinished files. */
    static final String SUFFIX = ".tmp";

    private static final Logger LOG = LoggerFactory.getLogger(PendingFile.class);

    private final FileOperations operations;
    private final Path temp;
    private final Path name;
    private final OutputStream out;

    /**
     * Creates the unfinished file and its parent directories.
     *
     * @param name final name
     * @param writer id that no other writer has
     */
    PendingFile(FileOperations operations, Path name, String writer) throws IOException {
        this.operations = operations;
        this.name = name;
        this.temp = name.resolveSibling(name.getFileName() + ending(writer));
        operations.createDirectories(directory());
        this.out = operations.create(temp);
    }

    /** The ending of the names of a writer's unfinished files. */
    static String ending(String writer) {
        return "." + writer + SUFFIX;
    }

    OutputStream out() {
        return out;
    }

    /**
     * Publishes the file.
     *
     * @throws java.nio.file.FileAlreadyExistsException if another writer has published that name; the file is discarded
     */
    @Override
    public void close() throws IOException {
        boolean linked = false;
        try {
            out.close();
            operations.force(temp);
            operations.link(name, temp);
            linked = true;
        } finally {
            if (!linked) {
                discard();
            }
        }
        operations.unlink(temp);
        for (int level = 0; level < 4; level++) {
            operations.force(ancestor(level));
        }
    }

    /**
     * Removes the file. Never fails: a file that cannot be removed is logged, and left for the next {@link WriterLock}.
     */
    void discard() {
        try {
            out.close();
        } catch (IOException e) {
            LOG.debug("{} did not close", temp, e);
        }
        try {
            operations.unlink(temp);
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", temp, e.toString());
        }
    }

    /** The file's directory (date) for level 0, or one above it (run, dataset, archive), whose name may be new, too. */
    private Path ancestor(int level) {
        Path ancestor = directory();
        for (int i = 0; i < level; i++) {
            Path parent = ancestor.getParent();
            ancestor = parent == null ? ancestor : parent;
        }
        return ancestor;
    }

    private Path directory() {
        Path parent = name.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalStateException(name + " stands in no directory");
        }
        return parent;
    }
}
