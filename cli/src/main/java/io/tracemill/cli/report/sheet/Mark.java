package io.tracemill.cli.report.sheet;

import java.util.List;

/**
 * A reservation about values of a row, which a page says once: a sign at the values, and what it means at the end.
 *
 * @param flag key of the column that says of which rows it holds
 * @param marked keys of the columns whose values it is about
 * @param note what it says
 */
public record Mark(String flag, List<String> marked, String note) {

    /** Copies the keys. */
    public Mark {
        marked = List.copyOf(marked);
    }
}
