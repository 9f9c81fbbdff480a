package io.tracemill.ingest.split;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Search for the end of a JSON value, byte by byte, which can be resumed anywhere. It checks the grammar between
 * strings, not the text of literals or escapes. That shows a quote that should have been escaped, because the text
 * after it stands where a comma or a colon must. A comma before a closing bracket is allowed.
 */
final class ValueScanner {

    enum Result {
        /** All bytes were read and the value goes on. */
        MORE,
        /** The value ended before {@link #next}. */
        DONE,
        /** The byte at {@link #next} cannot stand there. */
        BROKEN
    }

    private enum Expect {
        KEY,
        COLON,
        VALUE,
        COMMA
    }

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final boolean[] ENDS_LITERAL = endsLiteral();
    private static final int DEEPEST = 1000;

    private final boolean[] objects = new boolean[DEEPEST + 1];
    private int depth;
    private Expect expect = Expect.VALUE;
    private boolean inString;
    private boolean escaped;
    private boolean inKey;
    private boolean inLiteral;
    private boolean sawPhase;
    private int next;

    /** Begins a value. */
    void begin() {
        depth = 0;
        expect = Expect.VALUE;
        inString = false;
        escaped = false;
        inLiteral = false;
        sawPhase = false;
    }

    /** Begins with the rest of an object, after one of its members. */
    void beginBehindMember() {
        begin();
        depth = 1;
        objects[1] = true;
        expect = Expect.COMMA;
    }

    /** Begins with the rest of an object, at one of its members. */
    void beginMember() {
        beginBehindMember();
        expect = Expect.KEY;
    }

    /** Index at which the last scan stopped. */
    int next() {
        return next;
    }

    /** Whether the value is an object with a member {@code ph}, as events have. */
    boolean sawPhase() {
        return sawPhase;
    }

    /** Scans on in {@code bytes[from, limit)}. The value up to {@code from} must still lie before it. */
    Result scan(byte[] bytes, int from, int limit) {
        next = from;
        while (next < limit) {
            if (inString) {
                if (skipString(bytes, limit) && closeString(bytes)) {
                    return Result.DONE;
                }
                continue;
            }
            if (inLiteral) {
                if (!skipLiteral(bytes, limit)) {
                    return Result.MORE;
                }
                if (endValue()) {
                    return Result.DONE;
                }
            }
            if (!step(bytes[next])) {
                return Result.BROKEN;
            }
            next++;
            if (depth == 0 && expect == Expect.COMMA) {
                return Result.DONE;
            }
        }
        return Result.MORE;
    }

    /** Moves to the quote that ends the string. Returns false if the bytes end first. */
    private boolean skipString(byte[] bytes, int limit) {
        int at = next;
        while (at < limit) {
            if (escaped) {
                escaped = false;
                at++;
                continue;
            }
            at = quoteOrBackslash(bytes, at, limit);
            if (at < limit && bytes[at] == '"') {
                next = at;
                return true;
            }
            if (at < limit) {
                escaped = true;
                at++;
            }
        }
        next = at;
        return false;
    }

    /** Index of the first quote or backslash, or {@code limit}; eight bytes at a time. */
    private static int quoteOrBackslash(byte[] bytes, int from, int limit) {
        int at = from;
        for (; at + 8 <= limit; at += 8) {
            long eight = (long) LONG.get(bytes, at);
            long quote = eight ^ (ONES * '"');
            long backslash = eight ^ (ONES * '\\');
            long found = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash)) & HIGHS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < limit && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Moves past the quote that ends a string. Returns whether that ended the value. */
    private boolean closeString(byte[] bytes) {
        inString = false;
        if (inKey) {
            if (depth == 1 && next > 3 && bytes[next - 1] == 'h' && bytes[next - 2] == 'p' && bytes[next - 3] == '"') {
                sawPhase = true;
            }
            expect = Expect.COLON;
            next++;
            return false;
        }
        next++;
        return endValue();
    }

    private boolean endValue() {
        expect = Expect.COMMA;
        return depth == 0;
    }

    private boolean step(byte current) {
        return switch (current) {
            case ' ', '\t', '\n', '\r' -> true;
            case '"' -> openString();
            case '{' -> open(true);
            case '[' -> open(false);
            case '}' -> close(true);
            case ']' -> close(false);
            case ':' -> colon();
            case ',' -> comma();
            default -> openLiteral();
        };
    }

    private boolean openString() {
        inKey = expect == Expect.KEY;
        inString = true;
        return expect == Expect.KEY || expect == Expect.VALUE;
    }

    private boolean openLiteral() {
        inLiteral = true;
        return expect == Expect.VALUE;
    }

    private boolean open(boolean object) {
        if (expect != Expect.VALUE || depth == DEEPEST) {
            return false;
        }
        objects[++depth] = object;
        expect = object ? Expect.KEY : Expect.VALUE;
        return true;
    }

    private boolean close(boolean object) {
        if (depth == 0 || objects[depth] != object) {
            return false;
        }
        boolean complete = expect == Expect.COMMA || expect == (object ? Expect.KEY : Expect.VALUE);
        depth--;
        expect = Expect.COMMA;
        return complete;
    }

    private boolean colon() {
        boolean fits = expect == Expect.COLON;
        expect = Expect.VALUE;
        return fits;
    }

    private boolean comma() {
        boolean fits = expect == Expect.COMMA && depth > 0;
        expect = depth > 0 && objects[depth] ? Expect.KEY : Expect.VALUE;
        return fits;
    }

    /** Moves to the byte that ends the literal. Returns false if the bytes end first. */
    private boolean skipLiteral(byte[] bytes, int limit) {
        int at = next;
        while (at < limit && !endsLiteral(bytes[at])) {
            at++;
        }
        next = at;
        inLiteral = at == limit;
        return at < limit;
    }

    /** Whether a byte ends a literal or number. */
    static boolean endsLiteral(byte c) {
        return ENDS_LITERAL[c & 0xff];
    }

    private static boolean[] endsLiteral() {
        boolean[] ends = new boolean[256];
        for (char c : " \t\n\r\"{}[]:,".toCharArray()) {
            ends[c] = true;
        }
        return ends;
    }
}
