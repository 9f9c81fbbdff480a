package io.tracemill.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** An archive with hardly more than the names of runs. */
record TinyArchive(Path data) {

    private static final String DATE = "2026-01-01";

    /** Adds a trace of a run, in a file of its own. */
    Path add(String run, String trace) throws IOException {
        Path directory = Files.createDirectories(data.resolve("traces/run=" + run + "/date=" + DATE));
        Path unfinished = directory.resolve(trace + ".tmp");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("copy (select '" + trace + "' as trace_id, 0 as rank) to '" + unfinished
                    + "' (format parquet, compression zstd)");
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return Files.move(
                unfinished, directory.resolve("c-traces-0-" + trace + ".parquet"), StandardCopyOption.ATOMIC_MOVE);
    }
}
