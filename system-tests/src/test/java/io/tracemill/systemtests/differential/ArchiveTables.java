package io.tracemill.systemtests.differential;

import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An archive as DuckDB sees it by path alone: one view per dataset, plain SQL. */
final class ArchiveTables implements AutoCloseable {
    private final Connection connection;

    private ArchiveTables(Connection connection) {
        this.connection = connection;
    }

    static ArchiveTables open(Path archive) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            for (Table<?, ?> table : Datasets.tables()) {
                Path directory = archive.resolve(table.name());
                if (Files.isDirectory(directory)) {
                    statement.execute("create view " + table.name() + " as select * from read_parquet('"
                            + directory.toString().replace("'", "''") + "/**/*.parquet', hive_partitioning = true)");
                }
            }
        }
        return new ArchiveTables(connection);
    }

    Connection connection() {
        return connection;
    }

    /**
     * Rows of a dataset by key.
     *
     * @param key SQL for a text that names a row
     * @throws IllegalStateException where two rows have one key
     */
    SortedMap<String, Map<String, @Nullable Object>> rows(String dataset, String key) throws SQLException {
        SortedMap<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        for (Map<String, @Nullable Object> row : query("select " + key + " as key, * from " + dataset)) {
            if (rows.put(String.valueOf(row.get("key")), row) != null) {
                throw new IllegalStateException(dataset + " has two rows " + row.get("key"));
            }
        }
        return rows;
    }

    List<Map<String, @Nullable Object>> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            int columns = results.getMetaData().getColumnCount();
            while (results.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int column = 1; column <= columns; column++) {
                    row.put(results.getMetaData().getColumnLabel(column), whole(results.getObject(column)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private static @Nullable Object whole(@Nullable Object value) {
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
