package io.tracemill.ingest.split;

/**
 * Some whole events, where they lie in the bytes of the file. What lies between them is separators and what was
 * rejected. Behind the last one lie {@link #SPARE_BYTES} more, so that a reader can look at several bytes at once.
 */
public final class Slice {

    /** Bytes of no meaning behind the last event. */
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

    /** The events. */
    public int count() {
        return count;
    }

    /** Bytes that the bounds point into. Owned by the reader of the slice. */
    public byte[] bytes() {
        return bytes;
    }

    /** Index of the first byte of an event. */
    public int start(int event) {
        return bounds[event * 2];
    }

    /** Index behind the last byte of an event. */
    public int end(int event) {
        return bounds[event * 2 + 1];
    }

    /** Position of an event in the decompressed file, in bytes. */
    public long position(int event) {
        return base + start(event);
    }

    /** Bytes of the file itself that had been read when the slice was cut. */
    public long compressedBytesRead() {
        return compressedBytesRead;
    }
}
