package io.tracemill.cli.query;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.duckdb.DuckDBDriver;

/**
 * An archive as a database: one view per dataset, and one of its runs. Statements see the files that were there when it was opened and
 * nothing else of the machine, and can change none of them.
 */
public final class ArchiveSql implements AutoCloseable {

    private final Connection connection;
    private final List<String> views;

    private ArchiveSql(Connection connection, List<String> views) {
        this.connection = connection;
        this.views = views;
    }

    /**
     * Opens an archive. Files that cannot be read are skipped, and named in the log. Answers are complete before their
     * first row is read.
     *
     * @throws IOException if there is no archive; the message is one line
     */
    public static ArchiveSql open(Path data) throws IOException {
        return open(data, new Properties());
    }

    /**
     * Opens an archive for answers of any length: their rows are read while they are found, and only one answer at a
     * time.
     *
     * @throws IOException if there is no archive; the message is one line
     */
    public static ArchiveSql openStreaming(Path data) throws IOException {
        Properties streaming = new Properties();
        streaming.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        return open(data, streaming);
    }

    private static ArchiveSql open(Path data, Properties settings) throws IOException {
        if (!Files.isDirectory(data)) {
            throw Files.exists(data)
                    ? new NotDirectoryException(data.toString())
                    : new IOException(data + ": no such directory");
        }
        Map<String, List<Path>> datasets = DatasetFiles.in(data);
        if (datasets.isEmpty()) {
            throw new IOException(
                    data + ": contains no dataset, expected directories such as " + data.resolve("spans"));
        }
        try {
            return over(datasets, settings);
        } catch (SQLException e) {
            Map<String, List<Path>> readable = DatasetFiles.readable(datasets);
            if (readable.equals(datasets)) {
                throw unopened(data, e);
            }
            return over(data, readable, settings);
        }
    }

    private static ArchiveSql over(Path data, Map<String, List<Path>> datasets, Properties settings)
            throws IOException {
        try {
            return over(datasets, settings);
        } catch (SQLException e) {
            throw unopened(data, e);
        }
    }

    private static ArchiveSql over(Map<String, List<Path>> datasets, Properties settings) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        try {
            Map<String, String> views = new LinkedHashMap<>(DatasetViews.over(datasets));
            views.put(RunsView.NAME, RunsView.over(datasets));
            prepare(connection, datasets, views);
            return new ArchiveSql(connection, views.keySet().stream().sorted().toList());
        } catch (SQLException e) {
            try (connection) {
                throw e;
            }
        }
    }

    private static IOException unopened(Path data, SQLException e) {
        return new IOException(data + ": cannot be opened by DuckDB: " + firstLine(e), e);
    }

    /** Names of the views, sorted. */
    public List<String> views() {
        return views;
    }

    /**
     * Runs all statements of a text; the last one needs no semicolon.
     *
     * @throws IOException at the first that DuckDB rejects; the message is one line
     */
    public void runAll(String sql, RowFormat format, Writer out) throws IOException {
        for (String statement : SqlStatements.all(sql)) {
            run(statement, format, out);
        }
    }

    /**
     * Runs one statement.
     *
     * @throws IOException if DuckDB rejects it; the message is one line
     */
    public void run(String sql, RowFormat format, Writer out) throws IOException {
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    format.write(rows, out);
                }
            }
        } catch (SQLException e) {
            throw new IOException(firstLine(e) + "; views: " + String.join(", ", views), e);
        }
    }

    /**
     * Asks a question with {@code ?} in it for each of these texts, and hands on the rows.
     *
     * @throws IOException if DuckDB rejects it; the message is one line
     */
    public void rows(String sql, List<String> texts, Consumer<SqlRow> sink) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < texts.size(); i++) {
                statement.setString(i + 1, texts.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sink.accept(SqlRow.of(rows));
                }
            }
        } catch (SQLException e) {
            throw new IOException(firstLine(e), e);
        }
    }

    /**
     * Asks a question with {@code ?} in it for each of these texts, and hands on the rows one by one, which live until
     * the next one is read.
     *
     * @throws IOException if DuckDB rejects it; the message is one line
     */
    public void each(String sql, List<String> texts, SqlCursor.Sink sink) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < texts.size(); i++) {
                statement.setString(i + 1, texts.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                SqlCursor cursor = SqlCursor.over(rows);
                while (rows.next()) {
                    sink.accept(cursor);
                }
            }
        } catch (SQLException e) {
            throw new IOException(firstLine(e), e);
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

    private static void prepare(Connection connection, Map<String, List<Path>> datasets, Map<String, String> views)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> view : views.entrySet()) {
                statement.execute("create view " + view.getKey() + " as " + view.getValue());
            }
            List<Path> files = datasets.values().stream().flatMap(List::stream).toList();
            statement.execute("set allowed_paths = " + DatasetViews.list(files));
            statement.execute("set enable_external_access = false");
            statement.execute("set lock_configuration = true");
        }
    }

    static String firstLine(SQLException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("unknown error");
    }
}
