package io.tracemill.storage.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A session of SQL over files, within {@link #MEMORY}. Data beyond that goes to a temporary directory, which is removed
 * at the end. Errors are one line.
 */
final class FileSql implements AutoCloseable {

    /** Memory that DuckDB may use, besides that of this JVM. */
    static final String MEMORY = "1GB";

    private final Connection connection;
    private final Path temp;

    private FileSql(Connection connection, Path temp) {
        this.connection = connection;
        this.temp = temp;
    }

    /**
     * Opens a session.
     *
     * @param tempDirectory directory for data that does not fit into memory
     */
    static FileSql open(Path tempDirectory) throws IOException {
        Path temp = Files.createTempDirectory(tempDirectory, "tracemill-upkeep-");
        try {
            FileSql sql = new FileSql(DriverManager.getConnection("jdbc:duckdb:"), temp);
            sql.run("set memory_limit = '" + MEMORY + "'");
            sql.run("set temp_directory = " + quoted(temp.toString()));
            sql.run("set enable_progress_bar = false");
            return sql;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Runs a statement that returns no rows. */
    void run(String sql) throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The first row of a result, mapped. */
    <T> Optional<T> first(String sql, RowMapper<T> mapper) throws IOException {
        return all(sql + " limit 1", mapper).stream().findFirst();
    }

    /** All rows of a result, mapped. There must be few. */
    <T> List<T> all(String sql, RowMapper<T> mapper) throws IOException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Stream.Builder<T> all = Stream.builder();
            while (rows.next()) {
                all.add(mapper.map(rows));
            }
            return all.build().toList();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** A mapping of the current row to a value. */
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /**
     * SQL for the rows of files, with the path of each as {@code filename} and its number there as {@code
     * file_row_number}.
     */
    static String rows(List<Path> files) {
        return "read_parquet(" + list(files)
                + ", union_by_name = true, hive_partitioning = false, filename = true, file_row_number = true)";
    }

    /**
     * SQL for the columns of files, under the names of this version.
     *
     * @param renamed columns that had another name in an older version, by that name
     */
    String columns(List<Path> files, Map<String, String> renamed) throws IOException {
        Set<String> there = renamed.isEmpty() ? Set.of() : names(files);
        List<String> without = new ArrayList<>(List.of("filename", "file_row_number"));
        List<String> merged = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        renamed.forEach((older, name) -> {
            if (there.contains(older) && there.contains(name)) {
                without.add(older);
                merged.add("coalesce(" + name + ", " + older + ") as " + name);
            } else if (there.contains(older)) {
                moved.add(older + " as " + name);
            }
        });
        return "*" + clause("exclude", without) + clause("replace", merged) + clause("rename", moved);
    }

    /** The names of the columns that any of the files has, as they stand there. */
    Set<String> names(List<Path> files) throws IOException {
        return Set.copyOf(
                all("select column_name from (describe select * from " + rows(files) + ")", row -> row.getString(1)));
    }

    private static String clause(String name, List<String> parts) {
        return parts.isEmpty() ? "" : " " + name + " (" + String.join(", ", parts) + ")";
    }

    /** Paths as an SQL list. */
    static String list(List<Path> files) {
        return files.stream().map(file -> quoted(file.toString())).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Text as an SQL literal. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Keys and values of a footer as an option of {@code copy}. */
    static String keyValues(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                .collect(Collectors.joining(", ", "kv_metadata {", "}"));
    }

    private static IOException failure(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return new IOException(
                message.lines().filter(line -> !line.isBlank()).findFirst().orElse("unknown error"), e);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            remove(temp);
        }
    }

    /** Removes a directory and everything in it. */
    static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
