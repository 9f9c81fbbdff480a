package io.tracemill.cli.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.apicurio.registry.resolver.ParsedSchema;
import io.apicurio.registry.resolver.ParsedSchemaImpl;
import io.apicurio.registry.resolver.SchemaParser;
import io.apicurio.registry.resolver.data.Record;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Topic;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/** Tells Apicurio's serde the schema of a record: of those that are written today, the one of its fingerprint. */
final class RecordSchemas implements SchemaParser<Schema, byte[]> {

    private final Map<Long, ParsedSchema<Schema>> today = new HashMap<>();

    RecordSchemas() {
        for (Topic topic : Topic.values()) {
            Schema schema = topic.schema();
            today.put(
                    fingerprint(AvroSerde.header(schema)),
                    new ParsedSchemaImpl<Schema>()
                            .setParsedSchema(schema)
                            .setRawSchema(schema.toString().getBytes(UTF_8)));
        }
    }

    /** The fingerprint in a record's header, as it stands there. */
    static long fingerprint(byte[] record) {
        return ByteBuffer.wrap(record).getLong(AvroSerde.HEADER_BYTES - Long.BYTES);
    }

    @Override
    public String artifactType() {
        return "AVRO";
    }

    @Override
    public Schema parseSchema(byte[] text, Map<String, ParsedSchema<Schema>> references) {
        return new Schema.Parser().parse(new String(text, UTF_8));
    }

    @Override
    public ParsedSchema<Schema> getSchemaFromData(Record<byte[]> record) {
        ParsedSchema<Schema> schema = today.get(fingerprint(record.payload()));
        if (schema == null) {
            throw new SerializationException("a record is not written with today's schema of any topic");
        }
        return schema;
    }

    @Override
    public ParsedSchema<Schema> getSchemaFromData(Record<byte[]> record, boolean dereferenced) {
        return getSchemaFromData(record);
    }
}
