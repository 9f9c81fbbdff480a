package io.tracemill.cli.query;

import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.ColumnType;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What each dataset is to a statement: the rows of all its files, old and new, with every column that any of them or
 * this version has. A column that a file lacks, and has under no older name either, is null in its rows; a dataset
 * without files has no rows. Rows with a start and a duration also have their end, {@code end_ns}, which is not stored.
 */
final class DatasetViews {

    private DatasetViews() {}

    /** Queries by the name of their view: datasets of this version, and others that have files. */
    static Map<String, String> over(Map<String, List<Path>> files) {
        Map<String, String> queries = new TreeMap<>();
        files.forEach((dataset, paths) -> queries.put(dataset, rows(paths)));
        for (Table<?, ?> table : Datasets.tables()) {
            queries.merge(table.name(), none(table), (rows, none) -> rows + " union all by name " + none);
            queries.computeIfPresent(table.name(), (name, rows) -> withEnd(table, named(table.renamed(), rows)));
        }
        return queries;
    }

    /** Rows whose columns have the names of this version, in files of older ones too. */
    private static String named(Map<String, String> renamed, String rows) {
        if (renamed.isEmpty()) {
            return rows;
        }
        String older = renamed.keySet().stream().map(DatasetViews::name).collect(Collectors.joining(", "));
        String named = renamed.entrySet().stream()
                .map(column -> "coalesce(" + name(column.getValue()) + ", " + name(column.getKey()) + ") as "
                        + name(column.getValue()))
                .collect(Collectors.joining(", "));
        return "select * exclude (" + older + ") replace (" + named + ") from (" + rows + ")";
    }

    private static String withEnd(Table<?, ?> table, String rows) {
        List<String> columns = table.columns().stream().map(Column::name).toList();
        return columns.containsAll(List.of("start_ns", "duration_ns"))
                ? "select *, start_ns + duration_ns as end_ns from (" + rows + ")"
                : rows;
    }

    /** File names as a list in SQL. */
    static String list(List<Path> files) {
        return files.stream().map(DatasetViews::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A file name as a text in SQL. */
    static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    private static String rows(List<Path> files) {
        return "select * from read_parquet(" + list(files)
                + ", union_by_name = true, hive_partitioning = true, hive_types = {'run': varchar, 'date': date})";
    }

    private static String none(Table<?, ?> table) {
        Map<String, String> types = new LinkedHashMap<>();
        for (Column<?, ?> column : table.columns()) {
            types.put(column.name(), type(column.type()));
        }
        table.renamed().forEach((older, name) -> types.put(older, types.get(name)));
        types.put("run", "varchar");
        types.put("date", "date");
        return types.entrySet().stream()
                .map(type -> "null::" + type.getValue() + " as " + name(type.getKey()))
                .collect(Collectors.joining(", ", "select ", " where false"));
    }

    private static String type(ColumnType type) {
        if (type instanceof ColumnType.ListOf list) {
            return type(list.element()) + "[]";
        }
        if (type instanceof ColumnType.MapOf map) {
            return "map(varchar, " + type(map.value()) + ")";
        }
        if (type instanceof ColumnType.Struct struct) {
            return struct.fields().stream()
                    .map(field -> name(field.name()) + " " + type(field.type()))
                    .collect(Collectors.joining(", ", "struct(", ")"));
        }
        return switch ((ColumnType.Primitive) type) {
            case BOOLEAN -> "boolean";
            case INT32 -> "integer";
            case INT64 -> "bigint";
            case DOUBLE -> "double";
            case STRING -> "varchar";
            case TIMESTAMP_MICROS -> "timestamptz";
        };
    }

    private static String name(String name) {
        return "\"" + name + "\"";
    }
}
