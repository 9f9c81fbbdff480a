package io.tracemill.storage.rows;

import java.util.List;

/**
 * What a dataset of the archive holds, whatever feeds it.
 *
 * @param <A> what its rows have in common
 * @param <R> the row
 */
public interface Table<A, R> {

    /** Directory of the dataset, such as {@code operator_stats}. */
    String name();

    /** The columns, in order; {@code run} and {@code date} are directories, not columns. */
    List<Column<A, R>> columns();

    /** The columns, no two of which may share a name. */
    static <A, R> List<Column<A, R>> checked(String name, List<Column<A, R>> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("columns of " + name + " must have different names but were " + names);
        }
        return List.copyOf(columns);
    }
}
