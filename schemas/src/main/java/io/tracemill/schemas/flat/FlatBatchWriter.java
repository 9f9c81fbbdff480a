package io.tracemill.schemas.flat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEventBatch;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes batches: items first, then the frame around them. Used again and again. Not thread-safe.
 *
 * @param <F> the generated type of the batch
 * @param <E> what it holds many of
 */
public final class FlatBatchWriter<F extends SpecificRecord, E> {

    private static final int FIRST_BYTES = 1 << 16;

    private final AvroSerde<F> serde;
    private final ItemCoder<E> coder;
    private final BinaryOutput items = new BinaryOutput(FIRST_BYTES);
    private int count;

    private FlatBatchWriter(Class<F> type, ItemCoder<E> coder) {
        this.serde = AvroSerde.of(type);
        this.coder = coder;
    }

    /** A writer of batches of events. */
    public static FlatBatchWriter<TraceEventBatch, FlatEvent> ofEvents() {
        return new FlatBatchWriter<>(TraceEventBatch.class, ItemCoder.EVENTS);
    }

    /** A writer of batches of spans. */
    public static FlatBatchWriter<SpanBatch, FlatSpan> ofSpans() {
        return new FlatBatchWriter<>(SpanBatch.class, ItemCoder.SPANS);
    }

    /** Adds an item. */
    public void add(E item) {
        coder.write(item, items);
        count++;
    }

    /** Items added since the last batch. */
    public int count() {
        return count;
    }

    /** Bytes of the items added since the last batch. */
    public int bytes() {
        return items.size();
    }

    /**
     * The batch of all items added since the last one, in single-object encoding; the next one starts empty.
     *
     * @param frame what the batch says once, with its strings, and with an empty list of items
     */
    public byte[] encode(F frame) {
        byte[] around = serde.encode(frame);
        if (count == 0) {
            return around;
        }
        int emptyList = around.length - 1; // the zero that ends it
        BinaryOutput number = new BinaryOutput(BinaryOutput.LONGEST_NUMBER);
        number.putLong(count);
        byte[] record = Arrays.copyOf(around, around.length + number.size() + items.size());
        System.arraycopy(number.array(), 0, record, emptyList, number.size());
        System.arraycopy(items.array(), 0, record, emptyList + number.size(), items.size());
        record[record.length - 1] = 0;
        items.clear();
        count = 0;
        return record;
    }
}
