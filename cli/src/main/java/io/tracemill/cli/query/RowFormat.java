package io.tracemill.cli.query;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How rows are written. */
public enum RowFormat {
    /** Aligned columns for a person; holds its rows in memory. */
    TABLE,
    /** One array of objects. */
    JSON,
    /** A header and a line per row, quoted where needed (RFC 4180); null is an empty field. */
    CSV,
    /** A Parquet file. */
    PARQUET,
    /** A workbook of Excel, with one sheet. */
    XLSX;

    /** Whether it is text, which a screen or a pipe can take; others need a file of their own. */
    public boolean isText() {
        return this == TABLE || this == JSON || this == CSV;
    }

    /** The format that the ending of a file's name stands for; a table for {@code .txt}, empty for any other. */
    public static Optional<RowFormat> of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (RowFormat format : values()) {
            if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
                return Optional.of(format);
            }
        }
        return name.endsWith(".txt") ? Optional.of(TABLE) : Optional.empty();
    }
}
