package io.tracemill.ingest.split;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Fast search for the end of an event that lies in memory as a whole and is well-formed, as nearly all are. {@link
 * ValueScanner} handles all others, and would find the same ends.
 */
final class EventSkipper {

    /** Number of bytes after the limit that are read, and partly written. */
    static final int SPARE_BYTES = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int DEEPEST = 64;
    private static final int NONE = -1;

    private byte[] bytes = new byte[0];
    private int depth;

    /** Open brackets, the innermost in the lowest bit: 1 for an object, 0 for an array. */
    private long objects;

    private boolean sawPhase;

    /**
     * Index after the object that starts at an index, or -1 if it is malformed, too deep or has no member {@code ph}.
     */
    int end(byte[] source, int start, int limit) {
        bytes = source;
        depth = 0;
        objects = 0;
        sawPhase = false;
        // A scan beyond the limit ends at one of three quotes, and then finds another one where none can stand.
        source[limit] = '"';
        source[limit + 1] = '"';
        source[limit + 2] = '"';
        int at = start;
        do {
            at = behindValue(at);
            at = at == NONE ? NONE : nextValue(at);
        } while (at != NONE && depth > 0);
        return sawPhase ? at : NONE;
    }

    /** Moves from the start of a value to the end of its first scalar, or to its first empty bracket. */
    private int behindValue(int start) {
        int at = start;
        while (bytes[at] == '{' || bytes[at] == '[') {
            boolean object = bytes[at] == '{';
            if (++depth == DEEPEST) {
                return NONE;
            }
            objects = (objects << 1) | (object ? 1 : 0);
            at = skipSpace(at + 1);
            if (bytes[at] == (object ? '}' : ']')) {
                return at;
            }
            at = object ? memberValue(at) : at;
            if (at == NONE) {
                return NONE;
            }
        }
        return bytes[at] == '"' ? endOfString(at) : endOfLiteral(at);
    }

    /** Moves from the end of a value, over closing brackets, to the next value or past the last bracket. */
    private int nextValue(int start) {
        int at = skipSpace(start);
        while (bytes[at] == ((objects & 1) == 1 ? '}' : ']')) {
            at++;
            objects >>>= 1;
            if (--depth == 0) {
                return at;
            }
            at = skipSpace(at);
        }
        if (bytes[at] != ',') {
            return NONE;
        }
        at = skipSpace(at + 1);
        return (objects & 1) == 1 ? memberValue(at) : at;
    }

    /** Moves from the start of a member to its value. */
    private int memberValue(int quote) {
        if (bytes[quote] != '"') {
            return NONE;
        }
        if (depth == 1 && bytes[quote + 1] == 'p' && bytes[quote + 2] == 'h' && bytes[quote + 3] == '"') {
            sawPhase = true;
        }
        int colon = skipSpace(endOfString(quote));
        return bytes[colon] == ':' ? skipSpace(colon + 1) : NONE;
    }

    private int skipSpace(int start) {
        int at = start;
        while (bytes[at] <= ' ' && ByteCursor.isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private int endOfString(int quote) {
        int at = quote + 1;
        while (true) {
            long eight = (long) LONG.get(bytes, at);
            long quotes = eight ^ (ONES * '"');
            long backslashes = eight ^ (ONES * '\\');
            long found = (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes)) & HIGHS;
            if (found == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(found) >>> 3;
            if (bytes[at] == '"') {
                return at + 1;
            }
            at += 2;
        }
    }

    private int endOfLiteral(int start) {
        int at = start;
        long found = 0;
        while (found == 0) {
            long eight = (long) LONG.get(bytes, at);
            found = (((eight - ONES * '-') & ~eight) | (eight + ONES * (0x7f - '9')) | eight) & HIGHS;
            at += Long.numberOfTrailingZeros(found) >>> 3;
        }
        while (!ValueScanner.endsLiteral(bytes[at])) {
            at++;
        }
        return at > start ? at : NONE;
    }
}
