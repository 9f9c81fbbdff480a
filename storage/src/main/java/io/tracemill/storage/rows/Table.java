package io.tracemill.storage.rows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A dataset of the archive, whether a topic feeds it or it is derived.
 *
 * @param <A> the record
 * @param <R> the row
 */
public interface Table<A, R> {

    /** The directory of the dataset, such as {@code operator_stats}. */
    String name();

    /** The columns, in order; {@code run} and {@code date} are directories, not columns. */
    List<Column<A, R>> columns();

    /**
     * The columns by which rows are sorted where files are merged, so that a query for the first of them reads few row
     * groups: those of traces by trace and time, readings by node, what was read, and time.
     */
    default List<String> order() {
        List<String> names = columns().stream().map(Column::name).toList();
        List<String> order = names.contains("quantity")
                ? List.of("node", "quantity", "metric", "device", "source", "series_labels", "time_ns")
                : List.of("trace_id", "start_ns", "time_ns");
        return order.stream().filter(names::contains).toList();
    }

    /** Columns that had another name in an older version, by that name. Files keep the names they were written with. */
    default Map<String, String> renamed() {
        Map<String, String> renamed = new TreeMap<>();
        columns().forEach(column -> column.olderNames().forEach(older -> renamed.put(older, column.name())));
        return renamed;
    }

    /** Checks that no two columns have the same name, in older versions either, and returns them. */
    static <A, R> List<Column<A, R>> checked(String name, List<Column<A, R>> columns) {
        List<String> names = columns.stream()
                .flatMap(column -> Stream.concat(Stream.of(column.name()), column.olderNames().stream()))
                .toList();
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("columns of " + name + " must have different names but were " + names);
        }
        return List.copyOf(columns);
    }
}
