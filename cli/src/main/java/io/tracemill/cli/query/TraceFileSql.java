package io.tracemill.cli.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads trace files with DuckDB alone, to compare with. */
public final class TraceFileSql {

    private TraceFileSql() {}

    /**
     * Counts the events of a trace in the way DuckDB's users do: read the file as one JSON object, take its array
     * apart. Errors are ignored because DuckDB takes arguments whose names differ in case only for one, and rejects
     * files that record both copies ({@code bytes}) and memory ({@code Bytes}).
     *
     * @throws IOException if DuckDB cannot; the message is its first line
     */
    public static long countEvents(Path trace) throws IOException {
        String sql = "select count(*) from (select unnest(traceEvents) from read_json('"
                + trace.toString().replace("'", "''") + "', maximum_object_size = "
                + Math.max(Files.size(trace) + 1, 1 << 24) + ", ignore_errors = true))";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IOException(
                    trace + ": "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }
}
