package io.tracemill.cli.report.sheet;

/** Number of values in a cell. */
public enum Shape {
    /** One value, or none. */
    ONE,
    /** List of values, in order. */
    LIST,
    /** Map of values by name. */
    MAP
}
