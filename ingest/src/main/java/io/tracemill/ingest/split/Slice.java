package io.tracemill.ingest.split;

/**
 * Slice of a file: some whole events in their bytes. Between them lie separators and rejected events. After the last
 * one lie {@link #SPARE_BYTES} more, so that a reader can look at several bytes at once.
 */
public final class Slice {

    /** Number of bytes without meaning after the last event. */
    public static final int SPARE_BYTES = EventSkipper.SPARE_BYTES;

    private final byte[] bytes;
    private final int[] bounds;
    private final int count;
    private final long base;
    private final long compressedBytesRead;

    Slice(byte[] bytes, int[] bounds, int count, long base, long compressedBytesRead) {
        this.bytes = bytes;
        this.bounds = bounds;
        this.count = count;
        this.base = base;
        this.compressedBytesRead = compressedBytesRead;
    }

    /** A slice without events. */
    public static Slice empty() {
        return new Slice(new byte[0], new int[0], 0, 0, 0);
    }

    /** Number of events. */
    public int count() {
        return count;
    }

    /** Bytes that the indexes point into. The reader of the slice owns them. */
    public byte[] bytes() {
        return bytes;
    }

    /** Index of the first byte of an event. */
    public int start(int event) {
        return bounds[event * 2];
    }

    /** Index after the last byte of an event. */
    public int end(int event) {
        return bounds[event * 2 + 1];
    }

    /** Position of an event in the decompressed file, in bytes. */
    public long position(int event) {
        return base + start(event);
    }

    /** Number of bytes of the file itself read when the slice was cut. */
    public long compressedBytesRead() {
        return compressedBytesRead;
    }
}
