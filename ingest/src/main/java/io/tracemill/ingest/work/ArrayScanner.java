package io.tracemill.ingest.work;

/** Scanner of a text that is a JSON array: of its items, and of those of arrays in it. */
final class ArrayScanner {

    /** What is no size. */
    static final long NO_SIZE = -1;

    private final String text;
    private int at;
    private boolean first;
    private boolean broken;

    ArrayScanner(String text) {
        this.text = text;
    }

    /** Enters the array that stands here; false if it is something else. */
    boolean enter() {
        first = peek() == '[';
        broken |= !first;
        at++;
        return first;
    }

    /** Moves to the next item of the array; false if it has ended, which leaves it, or is broken. */
    boolean next() {
        char here = peek();
        if (broken) {
            return false;
        }
        if (here == ']') {
            at++;
            first = false;
            return false;
        }
        if (!first) {
            broken = here != ',';
            at++;
        }
        first = false;
        return !broken;
    }

    /** Whether the item is an array. */
    boolean isArray() {
        return peek() == '[';
    }

    /** Reads an item that is a size of a dimension; {@link #NO_SIZE} if it is not. */
    long size() {
        long size = 0;
        int start = peek() == '-' ? text.length() : at;
        while (at < text.length() && isDigit(text.charAt(at)) && size <= Shape.LARGEST) {
            size = 10 * size + text.charAt(at++) - '0';
        }
        return at <= start || size > Shape.LARGEST ? NO_SIZE : size;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    /** Reads an item as text; empty if it is an array, or a text with escapes. */
    String text() {
        char here = peek();
        int start = at;
        if (here == '"') {
            boolean plain = string();
            return plain && !broken ? text.substring(start + 1, at - 1) : "";
        }
        if (here == '[') {
            skip();
            return "";
        }
        while (at < text.length() && ",]".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    /** Skips an item that is an array. */
    void skip() {
        int depth = 0;
        do {
            switch (peek()) {
                case '[' -> depth++;
                case ']' -> depth--;
                case '"' -> {
                    string();
                    at--;
                }
                default -> {}
            }
            at++;
        } while (depth > 0 && !broken);
    }

    /** Skips a string; false if it has escapes. */
    private boolean string() {
        boolean plain = true;
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            boolean escape = text.charAt(at) == '\\';
            plain &= !escape;
            at += escape ? 2 : 1;
        }
        broken |= at >= text.length();
        at++;
        return plain;
    }

    /** Whether the text has ended after a whole array. */
    boolean isDone() {
        return !broken && text.substring(Math.min(at, text.length())).isBlank();
    }

    /** The next character that is no space. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        broken |= at >= text.length();
        return broken ? ' ' : text.charAt(at);
    }
}
