package io.tracemill.cli.terminal;

import org.jspecify.annotations.Nullable;

/** Fields of CSV as RFC 4180 has them. */
public final class CsvField {

    private CsvField() {}

    /** A field as it is written. Quoted also where empty, so that an empty text differs from null, which is nothing at all. */
    public static String of(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean plain =
                !value.isEmpty() && value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
