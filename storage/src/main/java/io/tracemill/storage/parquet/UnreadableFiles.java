package io.tracemill.storage.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an archive that its readers go on without, because they are truncated, damaged, or no Parquet files.
 * Each is named in the log once. Thread-safe.
 */
public final class UnreadableFiles {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableFiles.class);

    private final Set<Path> skipped = ConcurrentHashMap.newKeySet();

    /** None yet. */
    public UnreadableFiles() {}

    /** A reader of one file. */
    public interface FileReader {
        /** Reads the file; the error names it. */
        void read(Path file) throws IOException;
    }

    /**
     * Reads a file, or skips it and returns false. Rows that were read before the damage may have been passed on.
     *
     * @throws IOException if the file is gone: its rows are in another one then, and must not be missed
     */
    public boolean read(Path file, FileReader reader) throws IOException {
        try {
            reader.read(file);
            return true;
        } catch (IOException e) {
            if (Files.notExists(file)) {
                throw e;
            }
            if (skipped.add(file)) {
                LOG.warn("{}; skipped", e.getMessage());
            }
            return false;
        }
    }

    /** The files that can be read so, in their order; the others are skipped. */
    public List<Path> without(List<Path> files, FileReader reader) throws IOException {
        List<Path> readable = new ArrayList<>();
        for (Path file : files) {
            if (read(file, reader)) {
                readable.add(file);
            }
        }
        return readable;
    }
}
