package io.tracemill.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.NullMarked;

/** Settings of producers of encoded records. */
@NullMarked
public final class ProducerSettings {

    private ProducerSettings() {}

    /**
     * Settings of a producer that neither loses nor repeats a record, whatever the client properties say: idempotent,
     * acknowledged by all replicas, one request at a time, and for records as large as a topic takes.
     *
     * @param defaults settings that client properties replace
     * @param clientProperties what the user says of the cluster
     */
    public static Map<String, Object> idempotent(Map<String, ?> defaults, Map<String, ?> clientProperties) {
        Map<String, Object> settings = new HashMap<>(defaults);
        settings.putAll(clientProperties);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // A broker accepts any first sequence number from a producer that it does not know. So of two requests in
        // flight, the first could be rejected, and then never be accepted after the second.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_MESSAGE_BYTES);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }
}
