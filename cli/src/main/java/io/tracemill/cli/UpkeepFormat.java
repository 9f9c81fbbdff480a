package io.tracemill.cli;

/** How the outcome of looking after an archive is printed. */
enum UpkeepFormat {
    /** A table for a person. */
    TABLE,
    /** An array of objects for a program, or one object. */
    JSON
}
