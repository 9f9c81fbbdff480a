package io.tracemill.cli.query;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;

/**
 * An archive as a database: one view per dataset, and one of its runs. Statements see the files that were there when it
 * was opened and nothing else of the machine, and can change none of them.
 */
public final class ArchiveSql implements AutoCloseable {

    /** What makes DuckDB write over a file in its place, which statements may not do to those of the archive. */
    private static final String IN_PLACE = "use_tmp_file";

    /** What an archive is opened for: whether rows of answers are read while they are found, and files to write. */
    private record Use(boolean streaming, List<Path> written) {}

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
        return open(data, new Use(false, List.of()));
    }

    /** Opens an archive to read long answers row by row, one answer at a time. */
    public static ArchiveSql openStreaming(Path data) throws IOException {
        return open(data, new Use(true, List.of()));
    }

    /** Opens an archive, to save one answer in this file. */
    public static ArchiveSql open(Path data, AnswerFile file) throws IOException {
        return open(data, new Use(true, List.of(file.pending())));
    }

    private static ArchiveSql open(Path data, Use use) throws IOException {
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
            return over(datasets, use);
        } catch (SQLException e) {
            Map<String, List<Path>> readable = DatasetFiles.readable(datasets);
            if (readable.equals(datasets)) {
                throw unopened(data, e);
            }
            return over(data, readable, use);
        }
    }

    private static ArchiveSql over(Path data, Map<String, List<Path>> datasets, Use use) throws IOException {
        try {
            return over(datasets, use);
        } catch (SQLException e) {
            throw unopened(data, e);
        }
    }

    private static ArchiveSql over(Map<String, List<Path>> datasets, Use use) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, String.valueOf(use.streaming));
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        try {
            Map<String, String> views = new LinkedHashMap<>(DatasetViews.over(datasets));
            views.put(RunsView.NAME, RunsView.over(datasets));
            List<Path> files = Stream.concat(datasets.values().stream().flatMap(List::stream), use.written.stream())
                    .toList();
            prepare(connection, files, views);
            return new ArchiveSql(connection, views.keySet().stream().sorted().toList());
        } catch (SQLException e) {
            try (connection) {
                throw e;
            }
        }
    }

    private static IOException unopened(Path data, SQLException e) {
        return new IOException(data + ": cannot be opened by DuckDB: " + SqlErrors.line(e), e);
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
    public void runAll(String sql, Answers answers) throws IOException {
        for (String statement : SqlStatements.all(sql)) {
            run(statement, answers);
        }
    }

    /**
     * Runs one statement.
     *
     * @throws IOException if DuckDB rejects it; the message is one line
     */
    public void run(String sql, Answers answers) throws IOException {
        String checked = checked(sql);
        attempt(() -> {
            try (Statement statement = connection.createStatement()) {
                if (statement.execute(checked)) {
                    try (ResultSet rows = statement.getResultSet()) {
                        answers.write(rows);
                    }
                }
            }
        });
    }

    /**
     * Writes the rows of a question to the file that this was opened for, as Parquet.
     *
     * @throws IOException if DuckDB rejects it; the message is one line
     */
    public void saveParquet(String sql, AnswerFile file) throws IOException {
        String question = only(sql);
        attempt(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("copy (" + question + "\n) to " + DatasetViews.quoted(file.pending())
                        + " (format parquet, compression zstd, " + IN_PLACE + " false)");
            }
        });
    }

    /**
     * Writes the rows of a question to the file that this was opened for, as a workbook of Excel.
     *
     * @throws IOException if DuckDB rejects it, or if a sheet is too small for it; the message is one line
     */
    public void saveXlsx(String sql, AnswerFile file) throws IOException {
        String question = only(sql);
        attempt(() -> {
            try (Statement statement = connection.createStatement()) {
                checkRows(statement, question);
                try (ResultSet rows = statement.executeQuery(question);
                        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file.pending()), 1 << 16)) {
                    XlsxRows.write(rows, out);
                }
            }
        });
    }

    /** The only statement of a text. */
    private static String only(String sql) throws IOException {
        List<String> statements = SqlStatements.all(sql);
        if (statements.size() != 1) {
            throw new IOException("a file of parquet or xlsx takes the answer of one statement, but "
                    + statements.size() + " are given");
        }
        return checked(statements.get(0));
    }

    private static String checked(String statement) throws IOException {
        if (statement.toLowerCase(Locale.ROOT).contains(IN_PLACE)) {
            throw new IOException("a statement must not set " + IN_PLACE + ": files of the archive are only read");
        }
        return statement;
    }

    private static void checkRows(Statement statement, String question) throws SQLException, IOException {
        try (ResultSet count = statement.executeQuery("select count(*) from (" + question + "\n)")) {
            if (count.next() && count.getLong(1) > XlsxRows.MOST_ROWS) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "the answer has %,d rows, but a sheet of Excel has room for %,d; --format csv or parquet takes all",
                        count.getLong(1),
                        XlsxRows.MOST_ROWS));
            }
        }
    }

    private void attempt(Attempt attempt) throws IOException {
        try {
            attempt.make();
        } catch (SQLException e) {
            String error = SqlErrors.line(e);
            throw new IOException(
                    SqlErrors.hasCandidates(e) ? error : error + "; views: " + String.join(", ", views), e);
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
            throw new IOException(SqlErrors.line(e), e);
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
            throw new IOException(SqlErrors.line(e), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(SqlErrors.line(e), e);
        }
    }

    private static void prepare(Connection connection, List<Path> files, Map<String, String> views)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> view : views.entrySet()) {
                statement.execute("create view " + view.getKey() + " as " + view.getValue());
            }
            statement.execute("set allowed_paths = " + DatasetViews.list(files));
            statement.execute("set enable_external_access = false");
            statement.execute("set lock_configuration = true");
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws SQLException, IOException;
    }
}
