package io.tracemill.telemetry.message;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of a stream, none longer than a limit: of a longer one only its length is kept. */
public final class Lines {

    private final InputStream in;
    private final int maxBytes;
    private byte[] line = new byte[1024];
    private long length;
    private long offset;
    private long start;

    /** Lines of a stream, which stays open. */
    public Lines(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.maxBytes = maxBytes;
    }

    /** The next line without its end; null after the last. Empty where it is too long. */
    public byte @Nullable [] next() throws IOException {
        start = offset;
        length = 0;
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            append((byte) next);
            next = in.read();
        }
        offset = start + length + (next < 0 ? 0 : 1);
        if (tooLong()) {
            return new byte[0];
        }
        int end = (int) length;
        return Arrays.copyOf(line, end > 0 && line[end - 1] == '\r' ? end - 1 : end);
    }

    /**
     * Passes over all lines before a place, in bytes, at which a line starts; none if the place is behind.
     *
     * @throws java.io.EOFException if the stream ends before it
     */
    public void skipTo(long place) throws IOException {
        if (place > offset) {
            in.skipNBytes(place - offset);
            offset = place;
        }
    }

    /** Whether the line that was read last is beyond the limit. */
    public boolean tooLong() {
        return length > maxBytes;
    }

    /** Where the line that was read last starts, in bytes. */
    public long start() {
        return start;
    }

    private void append(byte next) {
        if (length < maxBytes) {
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(maxBytes, 2 * line.length));
            }
            line[(int) length] = next;
        }
        length++;
    }
}
