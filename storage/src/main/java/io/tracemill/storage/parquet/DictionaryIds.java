package io.tracemill.storage.parquet;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;

/** Encoder of a page's references to a dictionary: one byte for the number of bits of each, then all of them. */
final class DictionaryIds {

    private DictionaryIds() {}

    /**
     * The encoding that the page header names. With an empty dictionary the page is empty, too, and must not name one.
     */
    static Encoding encoding(int dictionarySize) {
        return dictionarySize == 0 ? Encoding.PLAIN : Encoding.RLE_DICTIONARY;
    }

    /** Encodes the first {@code size} ids. The result holds until the encoder is used again. */
    static BytesInput of(int[] ids, int size, int dictionarySize, RunLengthEncoder encoder) {
        if (dictionarySize == 0) {
            return BytesInput.empty();
        }
        int width = width(dictionarySize);
        return BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), encoder.of(ids, size, width));
    }

    /** Bits per id: as few as possible, or whole bytes where that makes equal ids look equal to Zstandard. */
    private static int width(int dictionarySize) {
        int bits = BytesUtils.getWidthFromMaxInt(dictionarySize - 1);
        return bits <= 4 ? bits : (bits + 7) / 8 * 8;
    }
}
