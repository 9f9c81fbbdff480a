package io.tracemill.cli.terminal;

import io.tracemill.schemas.VisibleText;
import org.jspecify.annotations.Nullable;

/** Field of a line of CSV (RFC 4180). */
public final class CsvField {

    private CsvField() {}

    /**
     * Field with this value, its control characters escaped. Null is empty; an empty text is quoted, so that the two
     * differ.
     */
    public static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String value = VisibleText.of(text);
        boolean plain = !value.isEmpty() && value.indexOf(',') < 0 && value.indexOf('"') < 0;
        return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
