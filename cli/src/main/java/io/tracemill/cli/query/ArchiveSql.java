package io.tracemill.cli.query;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An archive as a database: one view per dataset that has files. Statements see these files and nothing else of the
 * machine, and can change none of them.
 */
public final class ArchiveSql implements AutoCloseable {

    private final Connection connection;
    private final String views;

    private ArchiveSql(Connection connection, String views) {
        this.connection = connection;
        this.views = views;
    }

    /**
     * Opens an archive.
     *
     * @throws IOException if there is no archive; the message is one line
     */
    public static ArchiveSql open(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            throw Files.exists(data)
                    ? new NotDirectoryException(data.toString())
                    : new IOException(data + ": no such directory");
        }
        Map<String, List<Path>> datasets = Datasets.in(data);
        if (datasets.isEmpty()) {
            throw new IOException(data + ": holds no dataset; expected directories such as " + data.resolve("spans"));
        }
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            prepare(connection, datasets);
            return new ArchiveSql(connection, String.join(", ", datasets.keySet()));
        } catch (SQLException e) {
            throw new IOException(data + ": cannot be opened by DuckDB: " + firstLine(e), e);
        }
    }

    /**
     * Runs one statement.
     *
     * @throws IOException if DuckDB refuses it; the message is one line
     */
    public void run(String sql, RowFormat format, Writer out) throws IOException {
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    format.write(rows, out);
                }
            }
        } catch (SQLException e) {
            throw new IOException(firstLine(e) + "; views: " + views, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(firstLine(e), e);
        }
    }

    private static void prepare(Connection connection, Map<String, List<Path>> datasets) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, List<Path>> dataset : datasets.entrySet()) {
                statement.execute(
                        "create view " + dataset.getKey() + " as select * from read_parquet("
                                + list(dataset.getValue())
                                + ", union_by_name = true, hive_partitioning = true, hive_types = {'run': varchar, 'date': date})");
            }
            List<Path> files = datasets.values().stream().flatMap(List::stream).toList();
            statement.execute("set allowed_paths = " + list(files));
            statement.execute("set enable_external_access = false");
            statement.execute("set lock_configuration = true");
        }
    }

    private static String list(List<Path> files) {
        return files.stream()
                .map(file -> "'" + file.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String firstLine(SQLException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("unknown error");
    }
}
