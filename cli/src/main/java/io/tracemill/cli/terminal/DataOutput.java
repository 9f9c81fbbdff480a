package io.tracemill.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, or a file, as UTF-8 text. Remembers the first write that failed, because a command whose answer did
 * not arrive has failed, whatever else it did.
 */
public final class DataOutput {

    private static final String STANDARD_OUTPUT = "standard output";

    /** What the system calls a write to a pipe that nobody reads. */
    private static final String READER_GONE = "Broken pipe";

    private final String name;
    private final boolean isTerminal;
    private final FailureKeeper target;
    private final PrintWriter writer;

    /** An output to this stream, which is flushed but never closed. */
    public DataOutput(OutputStream target) {
        this(target, STANDARD_OUTPUT);
    }

    /** An output to this stream, which errors call by this name; it is flushed but never closed. */
    public DataOutput(OutputStream target, String name) {
        this(target, name, false);
    }

    private DataOutput(OutputStream target, String name, boolean isTerminal) {
        this.name = name;
        this.isTerminal = isTerminal;
        this.target = new FailureKeeper(target);
        this.writer = new PrintWriter(new BufferedOutputStream(this.target, 1 << 16), false, StandardCharsets.UTF_8);
    }

    /** Standard output of this process. */
    static DataOutput ofProcess(boolean isTerminal) {
        return new DataOutput(new FileOutputStream(FileDescriptor.out), STANDARD_OUTPUT, isTerminal);
    }

    /** Whether a person reads it on a terminal. */
    public boolean isTerminal() {
        return isTerminal;
    }

    /** The writer for lines of text. It throws nothing; {@link #flush} reports its errors. */
    public PrintWriter writer() {
        return writer;
    }

    /** A writer for libraries that close what they write to: closing it only flushes. It throws if nobody reads. */
    public Writer uncloseable() {
        return new Writer() {
            @Override
            public void write(char[] chars, int offset, int length) throws IOException {
                writer.write(chars, offset, length);
                checkReader();
            }

            @Override
            public void flush() {
                writer.flush();
            }

            @Override
            public void close() {
                writer.flush();
            }
        };
    }

    /**
     * Writes out what is buffered; throws if any write so far has failed.
     *
     * @throws ReaderGoneException if nobody reads it any more
     */
    public void flush() throws IOException {
        writer.flush();
        checkReader();
        IOException failure = target.failure;
        if (failure != null) {
            throw new Failure(name + ": " + failure.getMessage(), failure);
        }
    }

    private void checkReader() throws ReaderGoneException {
        IOException failure = target.failure;
        if (failure != null && READER_GONE.equals(failure.getMessage())) {
            throw new ReaderGoneException(failure);
        }
    }

    private static final class FailureKeeper extends OutputStream {
        private final OutputStream target;
        private @Nullable IOException failure;

        FailureKeeper(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                target.write(bytes, offset, length);
            } catch (IOException e) {
                throw kept(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                target.flush();
            } catch (IOException e) {
                throw kept(e);
            }
        }

        private IOException kept(IOException e) {
            if (failure == null) {
                failure = e;
            }
            return e;
        }
    }
}
