package io.tracemill.cli.report.sheet;

/** Importance of a column, for pages that cannot show all columns. */
public enum Priority {
    /** Identifies the row; always shown, and present in JSON even if it is null. */
    KEY,
    /** Shown before the columns with priority {@link #SIDE}. */
    MAIN,
    /** Shown if there is room. */
    SIDE,
    /** For programs; never shown in a table. */
    DETAIL
}
