package io.tracemill.cli.report.sheet;

/** How much a column matters to a person who sees only some. */
public enum Priority {
    /** Says which row it is; always shown, and present in data even where it is null. */
    KEY,
    /** What the sheet is about. */
    MAIN,
    /** Shown where there is room. */
    SIDE,
    /** For programs: never shown in a table. */
    DETAIL
}
