package io.tracemill.schemas.flat;

/** The elements of a list, encoded one behind the other, and how many they are. */
final class ListOutput {

    private static final int FIRST_BYTES = 1 << 14;

    final BinaryOutput elements = new BinaryOutput(FIRST_BYTES);
    int count;
    private int markedSize;
    private int markedCount;

    void mark() {
        markedSize = elements.size();
        markedCount = count;
    }

    void reset() {
        elements.truncate(markedSize);
        count = markedCount;
    }

    void clear() {
        elements.clear();
        count = 0;
        mark();
    }

    /** Bytes of the list as Avro encodes it: one block and the zero that ends it, or that zero alone. */
    int encodedSize() {
        return count == 0 ? 1 : BinaryOutput.sizeOf(count) + elements.size() + 1;
    }

    /** Appends the list as Avro encodes it. */
    void writeTo(BinaryOutput out) {
        out.ensure(encodedSize());
        if (count > 0) {
            out.putLong(count);
            out.put(elements.array(), 0, elements.size());
        }
        out.putLong(0);
    }
}
