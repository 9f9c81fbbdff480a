package io.tracemill.schemas.flat;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A batch whose items are still encoded.
 *
 * @param <F> the generated type of the batch
 * @param <E> what it holds many of: {@link FlatEvent} or {@link FlatSpan}
 */
public final class FlatBatch<F extends SpecificRecord, E> {

    private final F frame;
    private final StringTable strings;
    private final ItemCoder<E> coder;
    private final byte[] bytes;
    private final int itemsAt;

    FlatBatch(F frame, StringTable strings, ItemCoder<E> coder, byte[] bytes, int itemsAt) {
        this.frame = frame;
        this.strings = strings;
        this.coder = coder;
        this.bytes = bytes;
        this.itemsAt = itemsAt;
    }

    /** The fields of the batch except its strings and items, which are empty lists here. */
    public F frame() {
        return frame;
    }

    /** The strings that the items refer to. */
    public StringTable strings() {
        return strings;
    }

    /** The size of the encoded record, in bytes. */
    public int encodedBytes() {
        return bytes.length;
    }

    /** Goes through the items from the first on. */
    public Items items() {
        return new Items();
    }

    /** The items, one by one. */
    public final class Items {

        private final BinaryInput in = new BinaryInput(bytes, itemsAt);
        private long left;
        private boolean ended;

        /**
         * Reads the next item; false behind the last one.
         *
         * @param into is overwritten; shares the bytes of the batch afterwards
         * @throws SerializationException if it is none, or refers to a string that is not there
         */
        public boolean next(E into) {
            try {
                if (left == 0 && !ended) {
                    left = in.readBlock();
                    ended = left <= 0;
                }
                if (ended) {
                    return false;
                }
                left--;
                coder.read(in, strings.size(), into);
                return true;
            } catch (IndexOutOfBoundsException e) {
                throw new SerializationException(FlatBatchReader.rejection(frame, "it ends early"), e);
            } catch (SerializationException e) {
                throw new SerializationException(FlatBatchReader.rejection(frame, e.getMessage()), e);
            }
        }
    }
}
