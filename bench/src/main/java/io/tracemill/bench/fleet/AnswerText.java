package io.tracemill.bench.fleet;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of an answer. It may be written again and again; its bytes are those of the last time. */
public final class AnswerText {

    private static final int MOST_DIGITS = 20;

    private final byte[] digits = new byte[MOST_DIGITS];
    private byte[] bytes = new byte[64 << 10];
    private int size;

    /** An empty text. */
    public AnswerText() {}

    /** The text as it is now; to be read before it is written again. */
    public InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, size);
    }

    /** Bytes of the text. */
    public int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    AnswerText add(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
        return this;
    }

    AnswerText add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A number that is not negative, in decimal digits, at least so many. */
    AnswerText add(long number, int least) {
        int at = MOST_DIGITS;
        for (long rest = number; rest > 0 || MOST_DIGITS - at < least; rest /= 10) {
            digits[--at] = (byte) ('0' + rest % 10);
        }
        room(MOST_DIGITS);
        System.arraycopy(digits, at, bytes, size, MOST_DIGITS - at);
        size += MOST_DIGITS - at;
        return this;
    }

    AnswerText add(char ascii) {
        room(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
