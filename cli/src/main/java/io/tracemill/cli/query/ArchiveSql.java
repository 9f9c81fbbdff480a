package io.tracemill.cli.query;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * An archive as a database: one view per dataset, and one of its runs. Statements see the files that were there when it
 * was opened and nothing else of the machine, and can change none of them.
 */
public final class ArchiveSql implements AutoCloseable {

    /** What makes DuckDB write over a file in its place, which statements may not do to those of the archive. */
    private static final String IN_PLACE = "use_tmp_file";

    private final Connection connection;
    private final List<String> views;

    ArchiveSql(ArchiveDatabase database) {
        this.connection = database.connection();
        this.views = database.views();
    }

    /**
     * Opens an archive. Files that cannot be read are skipped, and named in the log. Answers are complete before their
     * first row is read.
     *
     * @throws IOException if there is no archive; the message is one line
     */
    public static ArchiveSql open(Path data) throws IOException {
        return new ArchiveSql(ArchiveDatabase.open(data, new ArchiveDatabase.Use(false, List.of())));
    }

    /** Opens an archive to read long answers row by row, one answer at a time. */
    public static ArchiveSql openStreaming(Path data) throws IOException {
        return new ArchiveSql(ArchiveDatabase.open(data, new ArchiveDatabase.Use(true, List.of())));
    }

    /** Opens an archive, to save one answer in this file. */
    public static ArchiveSql open(Path data, AnswerFile file) throws IOException {
        return new ArchiveSql(ArchiveDatabase.open(data, new ArchiveDatabase.Use(true, List.of(file.pending()))));
    }

    /** Names of the views, sorted. */
    public List<String> views() {
        return views;
    }

    /**
     * Runs all statements of a text; the last one needs no semicolon. Returns how many rows were written.
     *
     * @throws IOException at the first that DuckDB rejects; the message is one line
     */
    public long runAll(String sql, Answers answers) throws IOException {
        long rows = 0;
        for (String statement : SqlStatements.all(sql)) {
            rows += run(statement, answers);
        }
        return rows;
    }

    /**
     * Runs one statement. Returns how many rows were written.
     *
     * @throws IOException if DuckDB rejects it; the message is one line
     */
    public long run(String sql, Answers answers) throws IOException {
        String checked = checked(sql);
        return attempt(() -> {
            try (Statement statement = connection.createStatement()) {
                if (!statement.execute(checked)) {
                    return 0;
                }
                try (ResultSet rows = statement.getResultSet()) {
                    return answers.write(rows);
                }
            }
        });
    }

    /**
     * Writes the rows of a question to the file that this was opened for, as Parquet. Returns how many these are.
     *
     * @throws IOException if DuckDB rejects it; the message is one line
     */
    public long saveParquet(String sql, AnswerFile file) throws IOException {
        String question = only(sql);
        return attempt(() -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeLargeUpdate(
                        "copy (" + question + "\n) to " + DatasetViews.quoted(file.pending())
                                + " (format parquet, compression zstd, " + IN_PLACE + " false)");
            }
        });
    }

    /**
     * Writes the rows of a question to the file that this was opened for, as a workbook of Excel. Returns how many
     * these are.
     *
     * @throws IOException if DuckDB rejects it, or if a sheet is too small for it; the message is one line
     */
    public long saveXlsx(String sql, AnswerFile file) throws IOException {
        String question = only(sql);
        return attempt(() -> {
            try (Statement statement = connection.createStatement()) {
                checkRows(statement, question);
                try (ResultSet rows = statement.executeQuery(question);
                        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file.pending()), 1 << 16)) {
                    return XlsxRows.write(rows, out);
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
                        "the answer has %,d rows, but a sheet of Excel has room for %,d; --format csv or parquet"
                                + " takes all",
                        count.getLong(1),
                        XlsxRows.MOST_ROWS));
            }
        }
    }

    private long attempt(Attempt attempt) throws IOException {
        try {
            return attempt.make();
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

    @FunctionalInterface
    private interface Attempt {
        long make() throws SQLException, IOException;
    }
}
