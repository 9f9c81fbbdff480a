package io.tracemill.bench.generate;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Buffered bytes of a JSON file, with what a trace needs: text made ready beforehand, integers, and µs with 3 decimals.
 */
public final class JsonOutput implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LONGEST_NUMBER = 24;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] digits = new byte[LONGEST_NUMBER];
    private int used;
    private long flushedBytes;

    JsonOutput(OutputStream out) {
        this.out = out;
    }

    long writtenBytes() {
        return flushedBytes + used;
    }

    JsonOutput text(AsciiText text) throws IOException {
        byte[] ascii = text.bytes;
        if (ascii.length > BUFFER_BYTES - used) {
            flush();
        }
        if (ascii.length > BUFFER_BYTES) {
            out.write(ascii);
            flushedBytes += ascii.length;
        } else {
            System.arraycopy(ascii, 0, buffer, used, ascii.length);
            used += ascii.length;
        }
        return this;
    }

    /** Text in ASCII, as it is. */
    public JsonOutput text(String text) throws IOException {
        return text(new AsciiText(text));
    }

    /** A whole number, 0 or more. */
    public JsonOutput number(long value) throws IOException {
        int at = LONGEST_NUMBER;
        long rest = value;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        return digitsFrom(at);
    }

    /** Nanoseconds, 0 or more, as microseconds with 3 decimals. */
    public JsonOutput micros(long nanos) throws IOException {
        int at = LONGEST_NUMBER;
        long rest = nanos;
        for (int decimal = 0; decimal < 3; decimal++) {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        digits[--at] = '.';
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        return digitsFrom(at);
    }

    private JsonOutput digitsFrom(int at) throws IOException {
        int length = LONGEST_NUMBER - at;
        if (length > BUFFER_BYTES - used) {
            flush();
        }
        System.arraycopy(digits, at, buffer, used, length);
        used += length;
        return this;
    }

    void flush() throws IOException {
        out.write(buffer, 0, used);
        flushedBytes += used;
        used = 0;
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }
}
