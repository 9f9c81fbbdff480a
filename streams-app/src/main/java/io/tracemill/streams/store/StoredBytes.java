package io.tracemill.streams.store;

import java.nio.ByteBuffer;

/** Bytes of a record that was kept. */
public final class StoredBytes {

    private StoredBytes() {}

    /** The bytes that a buffer has left, which it still has afterwards. */
    public static byte[] of(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
