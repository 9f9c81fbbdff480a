package io.tracemill.cli.telemetry;

import io.tracemill.ingest.source.TraceSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** The decompressed bytes of a file as a stream, which ends where the file's compressed form is damaged. */
final class SourceBytes extends InputStream {

    private final TraceSource source;
    private long count;

    SourceBytes(TraceSource source) {
        this.source = source;
    }

    /** How many bytes were read. */
    long count() {
        return count;
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
            int read = source.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading " + source.file());
        }
    }
}
