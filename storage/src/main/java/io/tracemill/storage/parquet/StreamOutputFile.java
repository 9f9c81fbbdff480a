package io.tracemill.storage.parquet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A stream in the form that Parquet writes to. Closing it flushes it; the stream below belongs to the caller. */
final class StreamOutputFile extends PositionOutputStream implements OutputFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream out;
    private long position;

    StreamOutputFile(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        position += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return this;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }
}
