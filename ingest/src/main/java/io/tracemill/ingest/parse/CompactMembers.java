package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Walks over the members of an object in compact JSON. Used again and again. */
final class CompactMembers {

    private byte[] json = new byte[0];
    private int name;
    private int value;
    private int end;

    /** Begins with the object whose brace is at an index. */
    void begin(byte[] bytes, int brace) {
        json = bytes;
        end = brace;
    }

    /** Moves to the next member; false if there is none. */
    boolean next() {
        name = end + 1;
        if (json[end] == '}' || json[name] == '}') {
            return false;
        }
        value = endOfString(name) + 1;
        end = endOfValue(value);
        return true;
    }

    /** Index of the quote before the member's name; a quote and a colon lie between the name and the value. */
    int name() {
        return name;
    }

    /** Whether the member has a name, one of letters. */
    boolean isNamed(String letters) {
        return new String(json, name + 1, value - name - 3, UTF_8).equals(letters);
    }

    /** Whether its value is no array or object. */
    boolean isScalar() {
        return json[value] != '{' && json[value] != '[';
    }

    /** Index of the first byte of its value. */
    int value() {
        return value;
    }

    /** Index behind its value. */
    int end() {
        return end;
    }

    private int endOfValue(int start) {
        int depth = 0;
        int at = start;
        do {
            switch (json[at]) {
                case '"' -> at = endOfString(at);
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                default -> at++;
            }
        } while (depth > 0 || (json[at] != ',' && json[at] != '}'));
        return at;
    }

    private int endOfString(int quote) {
        int at = quote + 1;
        while (json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
