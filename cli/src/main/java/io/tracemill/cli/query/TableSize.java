package io.tracemill.cli.query;

/**
 * The largest table that is shown.
 *
 * @param columns width of its lines, in characters
 * @param rows number of its rows
 */
public record TableSize(int columns, int rows) {

    /** Checks both. */
    public TableSize {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException(
                    "a table must have a column and a row but had " + columns + " and " + rows);
        }
    }
}
