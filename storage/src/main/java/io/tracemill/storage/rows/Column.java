package io.tracemill.storage.rows;

import java.util.Set;
import java.util.function.Function;

/**
 * A column of a dataset.
 *
 * @param name in snake_case; if the value is a field of the Avro record, the name of that field
 * @param type type of its values
 * @param optional whether the value may be null
 * @param pattern how its values follow each other
 * @param source where its values come from
 * @param olderNames what files of older versions call it
 * @param <A> the record
 * @param <R> the row
 */
public record Column<A, R>(
        String name,
        ColumnType type,
        boolean optional,
        ValuePattern pattern,
        ColumnSource<A, R> source,
        Set<String> olderNames) {

    /** Checks the name, and that the source has values of the type. */
    public Column {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("column name must be snake_case but was \"" + name + "\"");
        }
        if (!source.fits(type)) {
            throw new IllegalArgumentException("column " + name + " of " + type + " cannot be filled from " + source);
        }
        olderNames = Set.copyOf(olderNames);
    }

    /** A column that always has a value. */
    static <A, R> Column<A, R> of(String name, ColumnType type, ColumnSource<A, R> source) {
        return new Column<>(name, type, false, ValuePattern.of(name), source, Set.of());
    }

    /** A column whose value may be null. */
    static <A, R> Column<A, R> optional(String name, ColumnType type, ColumnSource<A, R> source) {
        return new Column<>(name, type, true, ValuePattern.of(name), source, Set.of());
    }

    /** The column for derived rows, each of which was made from one of these rows. */
    <D> Column<A, D> over(Function<D, R> row) {
        return new Column<>(name, type, optional, pattern, source.over(row), olderNames);
    }

    /** The column under another name. */
    Column<A, R> as(String other) {
        return new Column<>(other, type, optional, pattern, source, olderNames);
    }

    /** The column, which files of older versions have by these names. */
    Column<A, R> formerly(Set<String> names) {
        return new Column<>(name, type, optional, pattern, source, names);
    }
}
