package io.tracemill.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A serde of one Avro type in single-object encoding. It reads every released schema of the type, by fingerprint. Not
 * thread-safe, as Kafka's serdes need not be.
 *
 * @param <T> the generated type
 */
@NullMarked
public final class AvroSerde<T extends SpecificRecord> implements Serde<T>, Serializer<T>, Deserializer<T> {

    /** Most state of a trace between two batches, which is stored in slices that are records of their own. */
    public static final int MAX_STATE_BYTES = 64 << 20;

    /**
     * Properties that limit what a corrupt record can make Avro allocate: no record holds more elements than bytes, nor
     * more bytes in a text than in all. Only state has more bytes in one value than a record.
     */
    private static final Map<String, Integer> LIMITS = Map.of(
            "org.apache.avro.limits.collectionItems.maxLength", Topic.MAX_MESSAGE_BYTES,
            "org.apache.avro.limits.string.maxLength", Topic.MAX_MESSAGE_BYTES,
            "org.apache.avro.limits.bytes.maxLength", MAX_STATE_BYTES);

    static {
        LIMITS.forEach((limit, bytes) -> {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, Integer.toString(bytes));
            }
        });
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().startsWith("io.tracemill.")));
    }

    /** Most bytes of a value whose buffer is kept to be used again. */
    private static final int KEPT_BYTES = Topic.MAX_MESSAGE_BYTES;

    /** Size of the header, in bytes: a marker of two bytes, then the fingerprint of the schema, little-endian. */
    public static final int HEADER_BYTES = 10;

    private static final ClassValue<TypeSchemas> SCHEMAS = new ClassValue<>() {
        @Override
        protected TypeSchemas computeValue(Class<?> type) {
            return TypeSchemas.of(type);
        }
    };

    private final Class<T> type;
    private final TypeSchemas schemas;
    private final byte[] header;
    private final SpecificDatumWriter<T> writer;
    private final SpecificDatumReader<T> reader;
    private ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    private AvroSerde(Class<T> type) {
        this.type = type;
        this.schemas = SCHEMAS.get(type);
        this.header = header(schemas.fingerprint);
        Schema schema = schemas.schema;
        this.writer = new SpecificDatumWriter<>(schema, schemas.model);
        this.reader = new SpecificDatumReader<>(schema, schema, schemas.model);
    }

    /**
     * What all serdes of a type share: its model and schemas, which take milliseconds to parse, and the decoder for
     * released schemas, which takes the fingerprint of today's anew.
     */
    private record TypeSchemas(
            SpecificData model, Schema schema, long fingerprint, SchemaStore released, BinaryMessageDecoder<?> older) {

        static TypeSchemas of(Class<?> type) {
            SpecificData model = SpecificData.getForClass(type);
            model.setCustomCoders(true);
            model.setFastReaderEnabled(false); // it would pass by the generated coders, which are faster still
            Schema schema = model.getSchema(type);
            long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
            SchemaStore released = SchemaHistory.of(type.getSimpleName());
            BinaryMessageDecoder<?> older = new BinaryMessageDecoder<>(model, schema, released);
            return new TypeSchemas(model, schema, fingerprint, released, older);
        }
    }

    /** The header of data that was written with this schema. */
    public static byte[] header(Schema schema) {
        return header(SchemaNormalization.parsingFingerprint64(schema));
    }

    private static byte[] header(long fingerprint) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 0x01)
                .putLong(fingerprint)
                .array();
    }

    /** The serde of a generated type. */
    public static <T extends SpecificRecord> AvroSerde<T> of(Class<T> type) {
        return new AvroSerde<>(type);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        return value == null ? null : encode(value);
    }

    /**
     * Encodes a value in single-object encoding.
     *
     * @throws SerializationException if a required field is missing
     */
    public byte[] encode(T value) {
        try {
            buffer.reset();
            buffer.write(header, 0, HEADER_BYTES);
            encoder = EncoderFactory.get().binaryEncoder(buffer, encoder);
            writer.write(value, encoder);
            encoder.flush();
            return buffer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            encoder = null; // it holds half a record
            throw new SerializationException("cannot encode a " + type.getSimpleName() + ": " + e.getMessage(), e);
        } finally {
            if (buffer.size() > KEPT_BYTES) {
                buffer = new ByteArrayOutputStream();
            }
        }
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        return bytes == null ? null : decode(bytes);
    }

    /**
     * Decodes a value.
     *
     * @throws SerializationException if the bytes are not a single-object encoding of this type in a released schema
     */
    public T decode(byte[] bytes) {
        try {
            if (!isCurrent(bytes)) {
                rejectSchemaId(bytes);
                return type.cast(schemas.older.decode(bytes));
            }
            decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
            return reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        } finally {
            if (bytes.length > KEPT_BYTES) {
                decoder = null; // it would hold the bytes
            }
        }
    }

    private static void rejectSchemaId(byte[] bytes) throws IOException {
        if (bytes.length > 0 && bytes[0] == 0) {
            throw new IOException("it begins with the id of a schema in a registry, and none is configured");
        }
    }

    /** Whether records that were written with this schema can be read: it is today's schema, or a released one. */
    boolean reads(Schema written) {
        long fingerprint = SchemaNormalization.parsingFingerprint64(written);
        return Arrays.equals(header(written), header) || schemas.released.findByFingerprint(fingerprint) != null;
    }

    /** Whether these bytes begin with a header of single-object encoding. */
    public static boolean isSingleObject(byte[] bytes) {
        return bytes.length >= HEADER_BYTES && bytes[0] == (byte) 0xC3 && bytes[1] == 0x01;
    }

    private boolean isCurrent(byte[] bytes) {
        return Arrays.equals(bytes, 0, Math.min(bytes.length, HEADER_BYTES), header, 0, HEADER_BYTES);
    }

    /**
     * The record with today's schema: the given bytes, or the value encoded again if an older schema was used.
     *
     * @throws SerializationException if the bytes cannot be decoded, see {@link #decode}
     */
    public byte[] current(byte[] bytes) {
        return isCurrent(bytes) ? bytes : encode(decode(bytes));
    }

    /** The model of the generated types that Avro needs. */
    public SpecificData model() {
        return schemas.model;
    }

    @Override
    public Serializer<T> serializer() {
        return this;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public void close() {}
}
