package io.tracemill.cli.telemetry;

import io.tracemill.ingest.source.TraceSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** The first decompressed bytes of a file as a stream, which ends where the file's compressed form is damaged. */
final class SourceBytes extends InputStream {

    private final TraceSource source;
    private long left;

    /**
     * A stream of a file that was opened.
     *
     * @param most the most bytes that it has
     */
    SourceBytes(TraceSource source, long most) {
        this.source = source;
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            int read = left == 0 ? -1 : source.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading " + source.file());
        }
    }
}
