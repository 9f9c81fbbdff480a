package io.tracemill.cli.registry;

import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.serde.config.SerdeConfig;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Framing;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Confluent's wire format: a zero, the four-byte id of a schema in the registry, the data. A schema that is written for
 * the first time is registered for its topic; records from before the registry, in single-object encoding, are read as
 * well.
 */
public final class RegistryFraming implements Framing {

    private static final int SHORTEST = 5;

    private final RegistryErrors errors;
    private final RecordSerializer serializer;
    private final RecordDeserializer deserializer;

    /**
     * The framing by a registry, which is not asked yet.
     *
     * @param url of the registry, with or without the path of its API
     * @param settings of Apicurio's serde, such as {@code apicurio.registry.artifact.group-id}
     */
    public RegistryFraming(URI url, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>();
        all.put(SerdeConfig.AUTO_REGISTER_ARTIFACT, true);
        all.putAll(settings);
        SerdeConfig config = new SerdeConfig(all);
        RegistryClientFacade client = RegistryRequests.client(url, config);
        this.errors = new RegistryErrors(url);
        this.serializer = new RecordSerializer(client);
        this.deserializer = new RecordDeserializer(client);
        serializer.configure(config, false);
        deserializer.configure(config, false);
    }

    /**
     * Registers the schemas of topics that are about to be written, so that what the registry says of them is known at
     * once.
     *
     * @throws RegistryException if the registry does not answer, or rejects a schema
     */
    public void register(Topics topics, Collection<Topic> written) {
        for (Topic topic : written) {
            toTopic(topics.name(topic), AvroSerde.header(topic.schema()));
        }
    }

    @Override
    public byte[] toTopic(String topic, byte[] record) {
        try {
            return serializer.serializeData(topic, record);
        } catch (RuntimeException e) {
            throw errors.of("the schema of " + topic, e);
        }
    }

    @Override
    public byte[] fromTopic(String topic, byte[] record) {
        if (AvroSerde.isSingleObject(record)) {
            return record;
        }
        if (record.length < SHORTEST || record[0] != 0) {
            throw new SerializationException(
                    "a record of " + topic + " begins neither with the id of a schema nor with a fingerprint");
        }
        try {
            return deserializer.deserializeData(topic, record);
        } catch (RuntimeException e) {
            throw errors.of("the schema of a record of " + topic, e);
        }
    }
}
