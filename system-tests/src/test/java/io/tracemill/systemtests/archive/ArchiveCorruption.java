package io.tracemill.systemtests.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes the files of an archive in ways that no command does, and queries them. */
final class ArchiveCorruption {

    private ArchiveCorruption() {}

    /** The one file of a dataset. */
    static Path file(Path archive, String dataset) throws IOException {
        try (Stream<Path> files = Files.walk(archive.resolve(dataset))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Writes a file anew with the rows that a query over {@code file} gives, and the footer it had. */
    static void rewrite(Path file, String query) throws IOException, SQLException {
        rewrite(file, query, footer(file));
    }

    /** Rewrites a file with the rows of a query and with this footer. */
    static void rewrite(Path file, String query, String footer) throws IOException, SQLException {
        Path other = file.resolveSibling("rewritten");
        run("copy (" + query.replace("from file", "from read_parquet('" + file + "', hive_partitioning = false)")
                + ") to '" + other + "' (format parquet, compression zstd, kv_metadata {" + footer + "})");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    }

    static String footer(Path file) throws SQLException {
        return rows("select decode(key), decode(value) from parquet_kv_metadata('" + file + "')").stream()
                .map(row -> "'" + row.get(0) + "': '" + row.get(1) + "'")
                .collect(Collectors.joining(", "));
    }

    /** The one row of an answer. */
    static List<String> row(String sql) throws SQLException {
        return rows(sql).get(0);
    }

    private static List<List<String>> rows(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                all.add(row);
            }
            return all;
        }
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Another archive with the same files. */
    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return to;
    }
}
