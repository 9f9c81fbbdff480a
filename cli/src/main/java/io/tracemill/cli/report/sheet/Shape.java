package io.tracemill.cli.report.sheet;

/** How many values a cell holds. */
public enum Shape {
    /** One, or none. */
    ONE,
    /** A list of them, in order. */
    LIST,
    /** One for each of some names, by name. */
    MAP
}
