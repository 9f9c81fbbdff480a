package io.tracemill.schemas.flat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Walks over the members of an object in compact JSON, as the arguments of events are: without white space between
 * tokens. What is no such object has members up to where it is not. Used again and again.
 */
public final class CompactMembers {

    private byte[] json = new byte[0];
    private int limit;
    private int name;
    private int value;
    private int end;

    /** Begins with the object that lies in {@code bytes[brace, behind)}. */
    public void begin(byte[] bytes, int brace, int behind) {
        json = bytes;
        limit = behind;
        end = brace;
    }

    /** Moves to the next member; false if there is none. */
    public boolean next() {
        name = end + 1;
        if (name >= limit || json[end] == '}' || json[name] != '"') {
            return false;
        }
        value = endOfString(name) + 1;
        end = value < limit ? endOfValue(value) : limit;
        return end < limit;
    }

    /** Index of the quote before the member's name; a quote and a colon lie between the name and the value. */
    public int name() {
        return name;
    }

    /** Whether the member has a name, in UTF-8 and as JSON writes it. */
    public boolean isNamed(byte[] letters) {
        return Arrays.equals(json, name + 1, value - 2, letters, 0, letters.length);
    }

    /** Whether its value is no array or object. */
    public boolean isScalar() {
        return json[value] != '{' && json[value] != '[';
    }

    /** Whether its value is a text that is written as it reads. */
    public boolean isPlainText() {
        if (json[value] != '"') {
            return false;
        }
        for (int at = value; at < end; at++) {
            if (json[at] == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Its value as JSON writes it. */
    public String text() {
        return new String(json, value, end - value, UTF_8);
    }

    /** Index of the first byte of its value. */
    public int value() {
        return value;
    }

    /** Index behind its value. */
    public int end() {
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
        } while (at < limit && (depth > 0 || (json[at] != ',' && json[at] != '}')));
        return Math.min(at, limit);
    }

    private int endOfString(int quote) {
        int at = quote + 1;
        while (at < limit && json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
