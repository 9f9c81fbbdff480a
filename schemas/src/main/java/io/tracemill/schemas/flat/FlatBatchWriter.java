package io.tracemill.schemas.flat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEventBatch;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes batches: strings and items first, then the frame around them. Used again and again. Not thread-safe.
 *
 * @param <F> the generated type of the batch
 * @param <E> what it holds many of
 */
public final class FlatBatchWriter<F extends SpecificRecord, E> {

    private final AvroSerde<F> serde;
    private final ItemCoder<E> coder;
    private final ListOutput strings = new ListOutput();
    private final ListOutput items = new ListOutput();

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

    /** Adds a string, given in UTF-8, to the table of the batch, and answers its index there. */
    public int addString(byte[] bytes, int offset, int length) {
        strings.elements.ensure(BinaryOutput.LONGEST_NUMBER);
        strings.elements.putLong(length);
        strings.elements.put(bytes, offset, length);
        return strings.count++;
    }

    /** Adds an item. */
    public void add(E item) {
        coder.write(item, items.elements);
        items.count++;
    }

    /** Remembers how far the batch is, for {@link #reset}. */
    public void mark() {
        strings.mark();
        items.mark();
    }

    /** Takes back the strings and items added since the mark, or since the batch was begun if that was later. */
    public void reset() {
        strings.reset();
        items.reset();
    }

    /** Takes back everything added since the last batch. */
    public void clear() {
        strings.clear();
        items.clear();
    }

    /** Items added since the last batch. */
    public int count() {
        return items.count;
    }

    /** Bytes of the strings and items added since the last batch. */
    public int bytes() {
        return strings.elements.size() + items.elements.size();
    }

    /**
     * The batch of all strings and items added since the last one, in single-object encoding; the next one starts
     * empty.
     *
     * @param frame what the batch says once, with empty lists of strings and items; the strings may be in the frame
     * instead, where none was added
     */
    public byte[] encode(F frame) {
        byte[] around = serde.encode(frame);
        if (strings.count == 0 && items.count == 0) {
            return around;
        }
        boolean stringsInFrame = strings.count == 0;
        int kept = around.length - (stringsInFrame ? 1 : 2); // an empty list is a zero
        BinaryOutput out = new BinaryOutput(kept + (stringsInFrame ? 0 : strings.encodedSize()) + items.encodedSize());
        out.put(around, 0, kept);
        if (!stringsInFrame) {
            strings.writeTo(out);
        }
        items.writeTo(out);
        clear();
        return out.array(); // it is just as large as what was written
    }
}
