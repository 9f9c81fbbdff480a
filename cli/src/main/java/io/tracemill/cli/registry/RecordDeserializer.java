package io.tracemill.cli.registry;

import io.apicurio.registry.resolver.ParsedSchema;
import io.apicurio.registry.resolver.SchemaParser;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.serde.AbstractDeserializer;
import io.tracemill.schemas.WriterSchema;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Apicurio's deserializer, which finds the schema of an id; the data becomes a record in single-object encoding. */
final class RecordDeserializer extends AbstractDeserializer<Schema, byte[]> {

    private final RecordSchemas schemas = new RecordSchemas();
    private final Map<Schema, WriterSchema<?>> writers = new ConcurrentHashMap<>();

    RecordDeserializer(RegistryClientFacade client) {
        super(client);
    }

    @Override
    public SchemaParser<Schema, byte[]> schemaParser() {
        return schemas;
    }

    @Override
    protected byte[] readData(ParsedSchema<Schema> schema, ByteBuffer buffer, int start, int length) {
        return writers.computeIfAbsent(schema.getParsedSchema(), WriterSchema::of)
                .record(buffer.slice(start - buffer.arrayOffset(), length));
    }
}
