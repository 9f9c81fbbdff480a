package io.tracemill.cli.terminal;

import org.jspecify.annotations.Nullable;

/** Field of a line of CSV (RFC 4180). */
public final class CsvField {

    private CsvField() {}

    /** Field with this value. Null is empty; an empty text is quoted, so that the two differ. */
    public static String of(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean plain =
                !value.isEmpty() && value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
