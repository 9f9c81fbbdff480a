package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.GrowingBytes;

/**
 * Text of a scalar in compact JSON, in UTF-8: the content of a string, or a number or literal as written. One instance
 * is used for all scalars.
 */
final class ScalarText {

    private static final int MOST_BYTES_PER_CHARACTER = 4;

    private final GrowingBytes unescaped = new GrowingBytes(256);
    private byte[] bytes = new byte[0];
    private int from;
    private int to;

    /** Reads the scalar in {@code json[start, end)}. The text may lie in that array and is valid as long as it is. */
    void read(byte[] json, int start, int end) {
        bytes = json;
        from = start;
        to = end;
        if (json[start] == '"') {
            from++;
            to--;
            for (int at = from; at < to; at++) {
                if (json[at] == '\\') {
                    unescape(at);
                    return;
                }
            }
        }
    }

    private void unescape(int backslash) {
        unescaped.clear();
        unescaped.put(bytes, from, backslash - from);
        int at = backslash;
        while (at < to) {
            if (bytes[at] != '\\') {
                unescaped.put(bytes[at++]);
                continue;
            }
            switch (bytes[at + 1]) {
                case 'n' -> unescaped.put('\n');
                case 'r' -> unescaped.put('\r');
                case 't' -> unescaped.put('\t');
                case 'u' -> {
                    unescaped.put((Character.digit(bytes[at + 4], 16) << 4) | Character.digit(bytes[at + 5], 16));
                    at += 4;
                }
                default -> unescaped.put(bytes[at + 1]);
            }
            at += 2;
        }
        bytes = unescaped.array();
        from = 0;
        to = unescaped.size();
    }

    /** The first so many characters of the text, without half a surrogate pair at the end. */
    String firstCharacters(int most) {
        String text = new String(bytes, from, Math.min(to - from, MOST_BYTES_PER_CHARACTER * (most + 1)), UTF_8);
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    @Override
    public String toString() {
        return new String(bytes, from, to - from, UTF_8);
    }

    /** Bytes that hold the text. */
    byte[] bytes() {
        return bytes;
    }

    /** Index of the first byte of the text. */
    int from() {
        return from;
    }

    /** Index after the last byte of the text. */
    int to() {
        return to;
    }
}
