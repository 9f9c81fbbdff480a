package io.tracemill.storage.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/** Small numbers as runs of equal ones and bit-packed runs of others. */
final class RunLengths {

    private static final int SLAB_BYTES = 1 << 12;
    private static final int MOST_SLAB_BYTES = 1 << 20;

    private RunLengths() {}

    static BytesInput of(byte[] levels, int size, int width) throws IOException {
        RunLengthBitPackingHybridEncoder encoder = encoder(width);
        for (int i = 0; i < size; i++) {
            encoder.writeInt(levels[i]);
        }
        return encoder.toBytes();
    }

    static BytesInput of(int[] ids, int size, int width) throws IOException {
        RunLengthBitPackingHybridEncoder encoder = encoder(width);
        for (int i = 0; i < size; i++) {
            encoder.writeInt(ids[i]);
        }
        return encoder.toBytes();
    }

    private static RunLengthBitPackingHybridEncoder encoder(int width) {
        return new RunLengthBitPackingHybridEncoder(
                width, SLAB_BYTES, MOST_SLAB_BYTES, HeapByteBufferAllocator.getInstance());
    }
}
