package io.tracemill.schemas;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.message.RawMessageDecoder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.NullMarked;

/**
 * A schema that records were written with, as a registry returns it: today's schema, a released one, or a later one,
 * which this program reads as far as it can. Thread-safe.
 *
 * @param <T> the type of the records
 */
@NullMarked
public final class WriterSchema<T extends SpecificRecord> {

    private final AvroSerde<T> serde;
    private final Schema written;
    private final byte[] header;
    private final boolean known;
    private final RawMessageDecoder<T> decoder;

    private WriterSchema(Class<T> type, Schema written) {
        this.serde = AvroSerde.of(type);
        this.written = written;
        this.header = AvroSerde.header(written);
        this.known = serde.reads(written);
        this.decoder =
                new RawMessageDecoder<>(serde.model(), written, serde.model().getSchema(type));
    }

    /**
     * The schema of records of some topic.
     *
     * @throws SerializationException if it belongs to no topic
     */
    public static WriterSchema<?> of(Schema written) {
        for (Topic topic : Topic.values()) {
            if (topic.type().getName().equals(written.getFullName())) {
                return new WriterSchema<>(topic.type(), written);
            }
        }
        throw new SerializationException("no topic holds records of the schema " + written.getFullName());
    }

    /**
     * Converts the data of a record to single-object encoding: with this schema if the program knows it, and otherwise
     * with today's.
     *
     * @throws SerializationException if this schema is not known, and its data cannot be read with today's
     */
    public byte[] record(ByteBuffer data) {
        if (known) {
            return ByteBuffer.allocate(header.length + data.remaining())
                    .put(header)
                    .put(data)
                    .array();
        }
        try {
            T value = decoder.decode(data);
            synchronized (serde) {
                return serde.encode(value);
            }
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("not a " + written.getName() + ": " + e.getMessage(), e);
        }
    }
}
