package io.tracemill.cli.registry;

import io.apicurio.registry.resolver.ParsedSchema;
import io.apicurio.registry.resolver.SchemaParser;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.serde.AbstractSerializer;
import io.tracemill.schemas.AvroSerde;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.Schema;

/** Apicurio's serializer over records that are encoded already: it finds the id, the data is copied. */
final class RecordSerializer extends AbstractSerializer<Schema, byte[]> {

    private final RecordSchemas schemas = new RecordSchemas();

    RecordSerializer(RegistryClientFacade client) {
        super(client);
    }

    @Override
    public SchemaParser<Schema, byte[]> schemaParser() {
        return schemas;
    }

    @Override
    protected Object getSchemaCacheKey(byte[] record) {
        return RecordSchemas.fingerprint(record);
    }

    @Override
    public void serializeData(ParsedSchema<Schema> schema, byte[] record, OutputStream out) throws IOException {
        out.write(record, AvroSerde.HEADER_BYTES, record.length - AvroSerde.HEADER_BYTES);
    }
}
