package io.tracemill.schemas.flat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEventBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads batches. The last two fields of a batch's schema are its strings and its items; all before them is the frame.
 * Not thread-safe, as Kafka's deserializers need not be.
 *
 * @param <F> the generated type of the batch
 * @param <E> what it holds many of
 */
public final class FlatBatchReader<F extends SpecificRecord, E> implements Deserializer<FlatBatch<F, E>> {

    private final AvroSerde<F> serde;
    private final Supplier<F> frames;
    private final ItemCoder<E> coder;
    private final List<SpecificDatumReader<Object>> fields = new ArrayList<>();
    private @Nullable BinaryDecoder decoder;

    private FlatBatchReader(Class<F> type, Supplier<F> frames, ItemCoder<E> coder) {
        this.serde = AvroSerde.of(type);
        this.frames = frames;
        this.coder = coder;
        F frame = frames.get();
        List<Schema.Field> all = frame.getSchema().getFields();
        for (Schema.Field field : all.subList(0, all.size() - 2)) {
            fields.add(new SpecificDatumReader<>(field.schema(), field.schema(), serde.model()));
        }
    }

    /** A reader of batches of events. */
    public static FlatBatchReader<TraceEventBatch, FlatEvent> ofEvents() {
        return new FlatBatchReader<>(TraceEventBatch.class, TraceEventBatch::new, ItemCoder.EVENTS);
    }

    /** A reader of batches of spans. */
    public static FlatBatchReader<SpanBatch, FlatSpan> ofSpans() {
        return new FlatBatchReader<>(SpanBatch.class, SpanBatch::new, ItemCoder.SPANS);
    }

    @Override
    public @Nullable FlatBatch<F, E> deserialize(String topic, byte @Nullable [] bytes) {
        return bytes == null ? null : read(bytes);
    }

    /**
     * The batch that was encoded, in whichever released schema.
     *
     * @throws SerializationException if the bytes are no single-object encoding of one; a broken item shows when it is
     *     reached
     */
    public FlatBatch<F, E> read(byte[] record) {
        byte[] bytes = serde.current(record);
        F frame = frames.get();
        try {
            BinaryInput in = new BinaryInput(bytes, readFrame(frame, bytes));
            StringTable strings = StringTable.read(in);
            return new FlatBatch<>(frame, strings, coder, bytes, in.at());
        } catch (IndexOutOfBoundsException e) {
            throw new SerializationException(rejection(frame, "it ends early"), e);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(rejection(frame, e.getMessage()), e);
        }
    }

    /** Reads the fields of the frame and answers where the strings start. */
    private int readFrame(F frame, byte[] bytes) throws IOException {
        int header = AvroSerde.HEADER_BYTES;
        decoder = DecoderFactory.get().binaryDecoder(bytes, header, bytes.length - header, decoder);
        for (int i = 0; i < fields.size(); i++) {
            frame.put(i, fields.get(i).read(null, decoder));
        }
        frame.put(fields.size(), List.of());
        frame.put(fields.size() + 1, List.of());
        return bytes.length - decoder.inputStream().available();
    }

    static String rejection(SpecificRecord frame, @Nullable String why) {
        return "not a " + frame.getSchema().getName() + ": " + why;
    }
}
