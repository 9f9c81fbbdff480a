package io.tracemill.cli.query;

import io.tracemill.storage.EmbeddedArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The files of an archive at one moment, and a database over them that several threads can ask at the same time.
 * Memory outside the heap is bounded, and nothing is written to disk. Thread-safe.
 */
public final class ArchiveSnapshot implements AutoCloseable {

    private static final List<String> BOUNDS =
            List.of("set memory_limit = '1GB'", "set temp_directory = ''", "set enable_external_file_cache = false");

    private final Map<String, List<Path>> files;
    private final ArchiveDatabase database;

    private ArchiveSnapshot(Map<String, List<Path>> files, ArchiveDatabase database) {
        this.files = files;
        this.database = database;
    }

    /**
     * The files of an archive, by dataset. Those of an embedded job that has not ended are left out, because they may
     * still vanish. A directory without datasets is an archive without files.
     *
     * @throws IOException if there is no such directory; the message is one line
     */
    public static Map<String, List<Path>> files(Path data) throws IOException {
        return DatasetFiles.in(ArchiveDatabase.directory(data), EmbeddedArchive.unfinished(data));
    }

    /** Opens an archive that has these files. Files that cannot be read are skipped, and named in the log. */
    public static ArchiveSnapshot open(Path data, Map<String, List<Path>> files) throws IOException {
        return new ArchiveSnapshot(
                files, ArchiveDatabase.open(data, files, new ArchiveDatabase.Use(true, List.of(), BOUNDS)));
    }

    /** Its files, by dataset. */
    public Map<String, List<Path>> files() {
        return files;
    }

    /** A connection for one thread, which gives one answer at a time. */
    public ArchiveSql connect() throws IOException {
        return new ArchiveSql(database.again());
    }

    @Override
    public void close() throws IOException {
        try {
            database.connection().close();
        } catch (SQLException e) {
            throw new IOException(SqlErrors.line(e), e);
        }
    }
}
