package io.tracemill.ingest.parse;

import io.tracemill.ingest.pack.GrowingBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Copy of JSON values straight from bytes to compact JSON, equal to that of {@link JsonCopy} from a parser. Only strict
 * JSON is copied, in valid UTF-8, with no other escapes than {@link JsonCopy} writes. All quotes and brackets must be
 * closed and {@link io.tracemill.ingest.split.Slice#SPARE_BYTES} must follow, so that no loop checks for the end.
 */
final class PlainJson {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 100;

    private final GrowingBytes out;
    private byte[] bytes = new byte[0];
    private boolean escaped;
    private int longest;

    PlainJson(GrowingBytes out) {
        this.out = out;
    }

    /** Begins to copy from an array. */
    void begin(byte[] source) {
        bytes = source;
        longest = 0;
    }

    /** Length of the longest scalar or name that was copied, in bytes. */
    int longest() {
        return longest;
    }

    /** Index of the first byte, from an index on, that is not white space. */
    static int skipSpace(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] <= ' ' && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** Whether a byte can follow a value. */
    static boolean isBehindValue(byte c) {
        return c == ',' || c == '}' || c == ']' || isSpace(c);
    }

    /** Copies the value that starts at an index. Returns the index after it. */
    int copy(int at) throws UnusualJson {
        return copy(at, 0);
    }

    /** Index after the string or number that starts at an index; the same index if something else starts there. */
    int endOfScalar(int at) throws UnusualJson {
        escaped = false;
        byte first = bytes[at];
        if (first == '"') {
            return endOfString(at);
        }
        return first == '-' || (first >= '0' && first <= '9') ? endOfNumber(at) : at;
    }

    /** Whether the string whose end was found last has escapes. */
    boolean escaped() {
        return escaped;
    }

    private int copy(int at, int depth) throws UnusualJson {
        byte first = bytes[at];
        if (first <= '9') {
            return copied(at, first == '"' ? endOfString(at) : endOfNumber(at));
        }
        return switch (first) {
            case '[' -> copyArray(at, depth);
            case '{' -> copyObject(at, depth);
            case 't' -> copyLiteral(at, "true");
            case 'f' -> copyLiteral(at, "false");
            case 'n' -> copyLiteral(at, "null");
            default -> throw new UnusualJson();
        };
    }

    private int copyArray(int bracket, int depth) throws UnusualJson {
        checkDepth(depth);
        out.put('[');
        int at = skipSpace(bytes, bracket + 1);
        if (bytes[at] == ']') {
            out.put(']');
            return at + 1;
        }
        at = copyElement(at, depth);
        while (bytes[at] == ',') {
            out.put(',');
            at = copyElement(skipSpace(bytes, at + 1), depth);
        }
        return close(at, ']');
    }

    private int copyElement(int at, int depth) throws UnusualJson {
        return skipSpace(bytes, copy(at, depth + 1));
    }

    private int copyObject(int brace, int depth) throws UnusualJson {
        checkDepth(depth);
        out.put('{');
        int at = skipSpace(bytes, brace + 1);
        if (bytes[at] == '}') {
            out.put('}');
            return at + 1;
        }
        at = copyMember(at, depth);
        while (bytes[at] == ',') {
            out.put(',');
            at = copyMember(skipSpace(bytes, at + 1), depth);
        }
        return close(at, '}');
    }

    private int copyMember(int name, int depth) throws UnusualJson {
        if (bytes[name] != '"') {
            throw new UnusualJson();
        }
        int colon = skipSpace(bytes, copied(name, endOfString(name)));
        if (bytes[colon] != ':') {
            throw new UnusualJson();
        }
        out.put(':');
        return copyElement(skipSpace(bytes, colon + 1), depth);
    }

    private static void checkDepth(int depth) throws UnusualJson {
        if (depth == DEEPEST) {
            throw new UnusualJson();
        }
    }

    private int close(int at, char bracket) throws UnusualJson {
        if (bytes[at] != bracket) {
            throw new UnusualJson();
        }
        out.put(bracket);
        return at + 1;
    }

    private int copyLiteral(int start, String literal) throws UnusualJson {
        for (int i = 0; i < literal.length(); i++) {
            if (bytes[start + i] != literal.charAt(i)) {
                throw new UnusualJson();
            }
        }
        return copied(start, start + literal.length());
    }

    private int endOfNumber(int start) throws UnusualJson {
        int at = bytes[start] == '-' ? start + 1 : start;
        at = bytes[at] == '0' ? at + 1 : digits(at);
        if (bytes[at] == '.') {
            at = digits(at + 1);
        }
        if (bytes[at] == 'e' || bytes[at] == 'E') {
            at++;
            at = digits(bytes[at] == '-' || bytes[at] == '+' ? at + 1 : at);
        }
        if (at - start > LONGEST_NUMBER) {
            throw new UnusualJson();
        }
        return at;
    }

    /** Index after one or more digits. */
    private int digits(int from) throws UnusualJson {
        int at = from;
        int count = Long.BYTES;
        while (count == Long.BYTES) {
            count = Digits.count((long) LONG.get(bytes, at));
            at += count;
        }
        if (at == from) {
            throw new UnusualJson();
        }
        return at;
    }

    private int endOfString(int quote) throws UnusualJson {
        int at = quote + 1;
        while (true) {
            long eight = (long) LONG.get(bytes, at);
            long special = special(eight);
            if (special == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(special) >>> 3;
            if (bytes[at] == '"') {
                return at + 1;
            }
            at = bytes[at] == '\\' ? escape(at) : character(at);
        }
    }

    /** The highest bit of the first byte that is a quote, a backslash, a control character or not ASCII. */
    private static long special(long eight) {
        long quote = eight ^ (ONES * '"');
        long backslash = eight ^ (ONES * '\\');
        long control = eight - (ONES * ' ');
        return (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | control | eight) & HIGHS;
    }

    /** Index after an escape. */
    private int escape(int backslash) throws UnusualJson {
        escaped = true;
        return switch (bytes[backslash + 1]) {
            case '"', '\\', 'n', 'r', 't' -> backslash + 2;
            default -> throw new UnusualJson();
        };
    }

    private int copied(int from, int to) {
        out.putFew(bytes, from, to - from);
        longest = Math.max(longest, to - from);
        return to;
    }

    /** Index after a character that is not ASCII. */
    private int character(int start) throws UnusualJson {
        int lead = bytes[start] & 0xff;
        int second = bytes[start + 1] & 0xff;
        if (lead >= 0xc2 && lead < 0xe0 && second >> 6 == 2) {
            return start + 2;
        }
        int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (lead < 0xe0 || lead > 0xf4 || second < lowest || second > highest || !continues(start + 2)) {
            throw new UnusualJson();
        }
        if (lead >= 0xf0 && !continues(start + 3)) {
            throw new UnusualJson();
        }
        return start + (lead < 0xf0 ? 3 : 4);
    }

    private boolean continues(int at) {
        return bytes[at] >> 6 == -2;
    }
}
