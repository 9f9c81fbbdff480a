package io.tracemill.ingest.split;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.source.TraceSource;
import java.util.Arrays;

/**
 * Part of the file that is in memory. Positions are absolute, in bytes of the decompressed file; indexes are places in
 * the buffer. Some bytes at the end of the buffer stay free for the reader of a slice.
 */
final class SourceWindow {

    private static final int SPARE = Slice.SPARE_BYTES;

    private final TraceSource source;
    private byte[] bytes;
    private int limit;
    private long base;
    private boolean ended;

    SourceWindow(TraceSource source, byte[] bytes) {
        this.source = source;
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    int limit() {
        return limit;
    }

    long base() {
        return base;
    }

    int index(long position) {
        return (int) (position - base);
    }

    long position(int index) {
        return base + index;
    }

    /** Position after the last byte in memory. */
    long end() {
        return base + limit;
    }

    /** Whether the file has been found to end with the bytes in memory. */
    boolean ended() {
        return ended;
    }

    boolean full() {
        return limit == bytes.length - SPARE;
    }

    TraceSource source() {
        return source;
    }

    /** Reads more bytes into the buffer, which must not be full. Returns false at the end of the file. */
    boolean fill() throws IngestException, InterruptedException {
        if (ended) {
            return false;
        }
        int count = source.read(bytes, limit, bytes.length - SPARE - limit);
        if (count < 0) {
            ended = true;
            return false;
        }
        limit += count;
        return true;
    }

    /** Makes room; forgets all bytes before a position. */
    void makeRoom(long keep) {
        int from = index(keep);
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, limit - from);
            moved(from);
        } else {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }

    /** Goes on in another buffer with the bytes from a position on. Returns the old buffer. */
    byte[] handOver(long keep, byte[] next) {
        byte[] used = bytes;
        int from = index(keep);
        int rest = limit - from;
        bytes = next.length > rest + SPARE ? next : new byte[Math.max(next.length, (rest + SPARE) * 2)];
        System.arraycopy(used, from, bytes, 0, rest);
        moved(from);
        return used;
    }

    private void moved(int from) {
        limit -= from;
        base += from;
    }
}
