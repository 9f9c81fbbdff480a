package io.tracemill.cli.report.sheet;

import java.util.List;

/**
 * Footnote to values of some rows: a sign at the values, explained once below the table.
 *
 * @param flag key of the column that is true in the rows that have the footnote
 * @param marked keys of the columns whose values have the sign
 * @param note explanation of the sign
 */
public record Mark(String flag, List<String> marked, String note) {

    /** Copies the keys. */
    public Mark {
        marked = List.copyOf(marked);
    }
}
