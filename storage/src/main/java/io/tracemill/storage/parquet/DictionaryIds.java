package io.tracemill.storage.parquet;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;

/** References to a dictionary: the number of bits of each, then all of them. */
final class DictionaryIds {

    private DictionaryIds() {}

    /** What a page of them is called; where the dictionary is empty, so is the page, and it may not name a dictionary. */
    static Encoding encoding(int dictionarySize) {
        return dictionarySize == 0 ? Encoding.PLAIN : Encoding.RLE_DICTIONARY;
    }

    /** Encodes the first so many ids; what it answers holds until the encoder is asked again. */
    static BytesInput of(int[] ids, int size, int dictionarySize, RunLengthEncoder encoder) {
        if (dictionarySize == 0) {
            return BytesInput.empty();
        }
        int width = width(dictionarySize);
        return BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), encoder.of(ids, size, width));
    }

    /** Bits of an id: as few as there can be, or whole bytes where that makes equal ids look equal to Zstandard. */
    private static int width(int dictionarySize) {
        int bits = BytesUtils.getWidthFromMaxInt(dictionarySize - 1);
        return bits <= 4 ? bits : (bits + 7) / 8 * 8;
    }
}
