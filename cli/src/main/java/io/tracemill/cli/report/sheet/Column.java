package io.tracemill.cli.report.sheet;

/**
 * Column of a sheet. Its alignment follows from its unit. The order and the priority of columns decide which of them a
 * narrow page shows.
 *
 * @param key name for programs, unique in the sheet; dots separate the parts of a nested name, as in {@code
 *     totals.published}
 * @param title name for people; of a {@link Unit#FLAG}, the text shown if it is true; empty for details
 * @param unit unit of the values
 * @param shape number of values in a cell
 * @param priority importance for people
 * @param meaning meaning of the values, a sentence for the reference
 * @param hasBar whether a bar may stand beside each value, to compare the rows at a glance
 */
public record Column(
        String key, String title, Unit unit, Shape shape, Priority priority, String meaning, boolean hasBar) {

    /** Checks that the key ends with the unit. */
    public Column {
        if (!key.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*") || !unit.isIn(key)) {
            throw new IllegalArgumentException(
                    "a key must be lower_case words, with its unit " + unit + " at the end, but was \"" + key + "\"");
        }
        if (meaning.isBlank()) {
            throw new IllegalArgumentException("column " + key + " must have a meaning");
        }
    }

    /** The column with bars. */
    Column withBar() {
        return new Column(key, title, unit, shape, priority, meaning, true);
    }

    /** True if a table for people may show the column. */
    public boolean isVisible() {
        return priority != Priority.DETAIL;
    }
}
