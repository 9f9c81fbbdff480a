package io.tracemill.cli.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that counts what goes through it. */
final class CountedOutput extends FilterOutputStream {

    private long bytes;

    CountedOutput(OutputStream out) {
        super(out);
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        out.write(from, offset, length);
        bytes += length;
    }
}
