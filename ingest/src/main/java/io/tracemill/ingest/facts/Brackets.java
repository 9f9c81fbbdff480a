package io.tracemill.ingest.facts;

/**
 * Open brackets of a name in C++, while it is read from its begin to its end. An angle bracket within round ones is a
 * comparison. Beyond a depth, brackets are not looked at: such a name is hostile, and then any answer will do.
 */
final class Brackets {

    private static final int DEEPEST = 256;
    private static final String OPENING = "(<[{";
    private static final String CLOSING = ")>]}";

    private final char[] open = new char[DEEPEST];
    private int depth;

    /** End of the bracket that opens at an index: the index behind it, or the end of the text. */
    int end(String text, int from) {
        depth = 0;
        for (int i = from; i < text.length(); i++) {
            take(text, i);
            if (depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    /** Whether the next character is in no bracket. */
    boolean isOutside(String text, int index) {
        take(text, index);
        return depth == 0;
    }

    private void take(String text, int index) {
        char c = text.charAt(index);
        if (OPENING.indexOf(c) >= 0) {
            open(c);
        } else if (CLOSING.indexOf(c) >= 0 && !isArrow(text, index)) {
            close(OPENING.charAt(CLOSING.indexOf(c)));
        }
    }

    private void open(char c) {
        boolean compares = c == '<' && depth > 0 && open[depth - 1] == '(';
        if (depth < DEEPEST && !compares) {
            open[depth++] = c;
        }
    }

    /** Closes a bracket, and those in it that were never closed. */
    private void close(char opening) {
        int at = depth - 1;
        while (at >= 0 && open[at] != opening) {
            if (opening == '<') {
                return;
            }
            at--;
        }
        depth = at < 0 ? depth : at;
    }

    private static boolean isArrow(String text, int index) {
        return text.charAt(index) == '>' && index > 0 && text.charAt(index - 1) == '-';
    }
}
