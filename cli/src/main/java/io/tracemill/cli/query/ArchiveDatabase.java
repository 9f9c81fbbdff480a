package io.tracemill.cli.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * A database in memory whose views are the datasets of an archive.
 *
 * @param connection connection to it; the database ends with its last connection
 * @param views names of the views, sorted
 */
record ArchiveDatabase(Connection connection, List<String> views) {

    /**
     * What an archive is opened for.
     *
     * @param streaming whether rows of answers are read while they are found
     * @param written files to write
     * @param settings further settings of DuckDB, as SQL
     */
    record Use(boolean streaming, List<Path> written, List<String> settings) {
        Use(boolean streaming, List<Path> written) {
            this(streaming, written, List.of());
        }
    }

    /**
     * Opens an archive as it is now.
     *
     * @throws IOException if there is no archive; the message is one line
     */
    static ArchiveDatabase open(Path data, Use use) throws IOException {
        Map<String, List<Path>> datasets = DatasetFiles.in(directory(data));
        if (datasets.isEmpty()) {
            throw new IOException(
                    data + ": contains no dataset, expected directories such as " + data.resolve("spans"));
        }
        return open(data, datasets, use);
    }

    /** Opens an archive that has these files. */
    static ArchiveDatabase open(Path data, Map<String, List<Path>> datasets, Use use) throws IOException {
        try {
            return over(datasets, use);
        } catch (SQLException e) {
            Map<String, List<Path>> readable = DatasetFiles.readable(datasets);
            if (readable.equals(datasets)) {
                throw unopened(data, e);
            }
            return over(data, readable, use);
        }
    }

    /**
     * The directory of an archive.
     *
     * @throws IOException if it is not there; the message is one line
     */
    static Path directory(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            throw Files.exists(data)
                    ? new NotDirectoryException(data.toString())
                    : new IOException(data + ": no such directory");
        }
        return data;
    }

    private static ArchiveDatabase over(Path data, Map<String, List<Path>> datasets, Use use) throws IOException {
        try {
            return over(datasets, use);
        } catch (SQLException e) {
            throw unopened(data, e);
        }
    }

    private static ArchiveDatabase over(Map<String, List<Path>> datasets, Use use) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, String.valueOf(use.streaming));
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        try {
            Map<String, String> views = new LinkedHashMap<>(DatasetViews.over(datasets));
            views.put(RunsView.NAME, RunsView.over(datasets));
            views.put(IncreasesView.NAME, IncreasesView.query());
            views.put(DeviceMinutesView.NAME, DeviceMinutesView.query());
            views.put(RunTrendsView.NAME, RunTrendsView.query());
            List<Path> files = Stream.concat(datasets.values().stream().flatMap(List::stream), use.written.stream())
                    .toList();
            prepare(connection, files, views, use.settings);
            return new ArchiveDatabase(
                    connection, views.keySet().stream().sorted().toList());
        } catch (SQLException e) {
            try (connection) {
                throw e;
            }
        }
    }

    private static void prepare(
            Connection connection, List<Path> files, Map<String, String> views, List<String> settings)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute(setting);
            }
            for (Map.Entry<String, String> view : views.entrySet()) {
                statement.execute("create view " + view.getKey() + " as " + view.getValue());
            }
            statement.execute("set allowed_paths = " + DatasetViews.list(files));
            statement.execute("set enable_external_access = false");
            statement.execute("set lock_configuration = true");
        }
    }

    private static IOException unopened(Path data, SQLException e) {
        return new IOException(data + ": cannot be opened by DuckDB: " + SqlErrors.line(e), e);
    }

    /** Another connection to this database. Both can be asked at the same time. */
    ArchiveDatabase again() throws IOException {
        try {
            return new ArchiveDatabase(connection.unwrap(DuckDBConnection.class).duplicate(), views);
        } catch (SQLException e) {
            throw new IOException(SqlErrors.line(e), e);
        }
    }
}
