package io.tracemill.ingest.split;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of an event that lies in memory as a whole and is in order, as nearly all are. {@link ValueScanner} makes
 * sense of all others; it finds the same end of those that are skipped here.
 */
final class EventSkipper {

    /** Bytes behind the limit that are read, some of them written. */
    static final int SPARE_BYTES = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int DEEPEST = 64;
    private static final int NONE = -1;

    private byte[] bytes = new byte[0];
    private int depth;

    /** Whether each open bracket is that of an object, the innermost in the lowest bit. */
    private long objects;

    private boolean sawPhase;

    /** Index behind the object that starts at an index, or -1 if it is not that simple or has no member {@code ph}. */
    int end(byte[] source, int start, int limit) {
        bytes = source;
        depth = 0;
        objects = 0;
        sawPhase = false;
        // What runs beyond the limit ends at one of three quotes, and finds another one where none can be.
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

    /** From the start of a value to behind the first scalar or before the first empty bracket in it. */
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

    /** From behind a value, over the brackets that close, to the start of the next value or behind the last bracket. */
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

    /** From the start of a member to its value. */
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
