package io.tracemill.ingest.source;

import io.tracemill.ingest.IngestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a gzip file, which may have several parts. The JDK calls itself for each part that is empty; a file of
 * hundreds of thousands of them would overflow the stack, so a row of them has a limit.
 */
final class GzipParts extends GZIPInputStream {

    private static final int MOST_EMPTY = 1_000;

    private final Path file;
    private int calls;

    GzipParts(Path file, InputStream in, int bufferBytes) throws IOException {
        super(in, bufferBytes);
        this.file = file;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (calls > MOST_EMPTY) {
            throw new IngestException(file + ": is nested too deeply to be read, in JSON or in compressed parts");
        }
        calls++;
        try {
            return super.read(buffer, offset, length);
        } finally {
            calls--;
        }
    }
}
