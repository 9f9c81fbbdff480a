package io.tracemill.cli.report.sheet;

/**
 * A column of a sheet. Its alignment follows from its unit; the order of the columns and their priority say which of them a narrow page
 * shows.
 *
 * @param key its name for programs, unique in the sheet; dots separate the parts of a nested name, as in {@code totals.published}
 * @param title its name for people; of a {@link Unit#FLAG}, what is true of the row. Empty for details
 * @param unit what its values are
 * @param shape how many values a cell has
 * @param priority how much it matters
 * @param meaning what it says, as a sentence for the reference
 */
public record Column(String key, String title, Unit unit, Shape shape, Priority priority, String meaning) {

    /** Checks that the key says the unit. */
    public Column {
        if (!key.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*") || !unit.isIn(key)) {
            throw new IllegalArgumentException(
                    "a key must be lower_case words, with its unit " + unit + " at the end, but was \"" + key + "\"");
        }
        if (meaning.isBlank()) {
            throw new IllegalArgumentException("column " + key + " must have a meaning");
        }
    }

    /** Whether a table for a person may show it. */
    public boolean isVisible() {
        return priority != Priority.DETAIL;
    }
}
