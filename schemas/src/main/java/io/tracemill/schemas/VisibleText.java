package io.tracemill.schemas;

import org.jspecify.annotations.NullMarked;

/**
 * Text as it is shown to people. A name out of a file must not move the cursor of a terminal, begin a line of a log or
 * turn the direction of what follows it.
 */
@NullMarked
public final class VisibleText {

    private VisibleText() {}

    /** The text with its control and formatting characters escaped as in Java, such as <code>&#92;u001b</code>. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(VisibleText::isInvisible)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (!isInvisible(c)) {
                visible.appendCodePoint(c);
                return;
            }
            switch (c) {
                case '\n' -> visible.append("\\n");
                case '\r' -> visible.append("\\r");
                case '\t' -> visible.append("\\t");
                default -> {
                    for (char unit : Character.toChars(c)) {
                        visible.append(String.format("\\u%04x", (int) unit));
                    }
                }
            }
        });
        return visible.toString();
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
