package io.tracemill.ingest.source;

import com.github.luben.zstd.ZstdInputStream;
import io.tracemill.ingest.IngestException;
import io.tracemill.schemas.Sha256;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decompressed bytes of a trace file, which are hashed as they are read. Another thread may read ahead. The first bytes
 * of a file tell how it is compressed, not its name. A file whose compressed form is cut or damaged ends at the damage,
 * which {@link #damage} describes. The caller closes the source.
 */
public final class TraceSource implements AutoCloseable {

    private static final int COMPRESSED_BUFFER = 1 << 16;

    private final Path file;
    private final CountingStream compressed;
    private final InputStream bytes;
    private final MessageDigest digest;
    private final boolean isSmall;
    private long bytesRead;
    private @Nullable String damage;
    private @Nullable ReadAhead ahead;

    private TraceSource(Path file, CountingStream compressed, InputStream bytes) throws IOException {
        this.file = file;
        this.compressed = compressed;
        this.bytes = bytes;
        this.digest = Sha256.begin();
        this.isSmall = Files.size(file) <= ReadAhead.MOST_BYTES;
    }

    /**
     * Opens a file.
     *
     * @throws IngestException if it cannot be read, or is empty
     */
    public static TraceSource open(Path file) throws IngestException {
        InputFile.check(file);
        CountingStream compressed = null;
        try {
            compressed = new CountingStream(Files.newInputStream(file));
            return new TraceSource(file, compressed, decompressed(file, compressed));
        } catch (IOException e) {
            close(compressed);
            if (e instanceof IngestException known) {
                throw known;
            }
            throw new IngestException(file + ": " + explain(e), e);
        }
    }

    private static InputStream decompressed(Path file, CountingStream compressed) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(compressed, COMPRESSED_BUFFER);
        buffered.mark(4);
        byte[] magic = buffered.readNBytes(4);
        buffered.reset();
        if (magic.length == 0) {
            throw new IngestException(file + ": byte 0: the file is empty, expected a trace or telemetry");
        }
        if (magic.length >= 2 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b) {
            return gzip(file, buffered);
        }
        boolean zstd = magic.length == 4
                && (magic[0] & 0xff) == 0x28
                && (magic[1] & 0xff) == 0xb5
                && magic[2] == 0x2f
                && (magic[3] & 0xff) == 0xfd;
        return zstd ? new ZstdInputStream(buffered) : buffered;
    }

    private static InputStream gzip(Path file, InputStream in) throws IOException {
        try {
            return new GzipParts(file, in, COMPRESSED_BUFFER);
        } catch (EOFException e) {
            throw new IngestException(
                    file + ": byte 0: the gzip header is truncated, expected a complete gzip file", e);
        }
    }

    private static String explain(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return "cannot be read: " + e.getMessage();
    }

    private static void close(@Nullable InputStream stream) {
        try (stream) {
            return;
        } catch (IOException e) {
            // The file could not be read; a failure to close it adds nothing.
            return;
        }
    }

    /** The first bytes of a file, decompressed. */
    public static byte[] head(Path file, int most) throws IngestException {
        try (TraceSource source = open(file)) {
            byte[] head = new byte[most];
            int length = 0;
            int count = 0;
            while (count >= 0 && length < most) {
                length += count;
                count = source.readHere(head, length, most - length);
            }
            return Arrays.copyOf(head, length);
        }
    }

    /**
     * Reads some bytes; waits for at least one. Returns their number, -1 at the end. Another thread reads ahead, unless
     * the file is so small that starting one takes longer than it saves.
     *
     * @throws IngestException if the disk fails; damage to the compressed form ends the bytes instead
     */
    public int read(byte[] buffer, int offset, int length) throws IngestException, InterruptedException {
        if (isSmall) {
            return readHere(buffer, offset, length);
        }
        if (ahead == null) {
            ahead = new ReadAhead(this::readHere);
        }
        return ahead.read(buffer, offset, length);
    }

    /**
     * Reads as {@link #read} does, but in this thread: for whoever has nothing else to do meanwhile. A source is read
     * in one way or the other, to its end.
     *
     * @throws IngestException if the disk fails; damage to the compressed form ends the bytes instead
     */
    public int readHere(byte[] buffer, int offset, int length) throws IngestException {
        int count = -1;
        try {
            count = bytes.read(buffer, offset, length);
        } catch (IngestException e) {
            throw e;
        } catch (IOException e) {
            if (compressed.failed()) {
                throw new IngestException(file + ": byte " + bytesRead + ": " + explain(e), e);
            }
            boolean cut =
                    e instanceof EOFException || String.valueOf(e.getMessage()).contains("Truncated");
            damage = file + ": byte " + bytesRead + ": the compressed file is " + (cut ? "cut off" : "damaged")
                    + " here, expected more data";
        }
        if (count > 0) {
            digest.update(buffer, offset, count);
            bytesRead += count;
        }
        return count;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Number of bytes of the file itself read so far. */
    public long compressedBytesRead() {
        return compressed.count();
    }

    /** Damage to the compressed form, in one line; null for none. Known once the end has been read. */
    public @Nullable String damage() {
        return damage;
    }

    /** SHA-256 of the decompressed bytes. Known once the end has been read; may be asked for once. */
    public byte[] hash() {
        return digest.digest();
    }

    @Override
    public void close() {
        if (ahead != null) {
            ahead.close();
        }
        close(bytes);
    }

    /** Stream of the file's bytes that counts them, and tells a failing disk from a damaged file. */
    private static final class CountingStream extends FilterInputStream {

        private volatile long count;
        private boolean failed;

        CountingStream(InputStream in) {
            super(in);
        }

        long count() {
            return count;
        }

        boolean failed() {
            return failed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int read = super.read(buffer, offset, length);
                count += Math.max(0, read);
                return read;
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }
    }
}
