package io.tracemill.storage;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The sink that writes to the topic of dead letters. Its producer is created for the first letter, because most
 * archives never need one.
 */
final class KafkaDeadLetterSink implements DeadLetterSink {

    private final Topics topics;
    private final String topic;
    private final Map<String, Object> properties;
    private final List<Future<?>> sent = new ArrayList<>();
    private @Nullable KafkaProducer<String, DeadLetter> producer;

    KafkaDeadLetterSink(Topics topics, Map<String, Object> clientProperties) {
        this.topics = topics;
        this.topic = topics.name(Topic.DEAD_LETTERS);
        this.properties = new HashMap<>(clientProperties);
        properties.keySet().retainAll(known(clientProperties));
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
    }

    private static List<String> known(Map<String, Object> clientProperties) {
        return clientProperties.keySet().stream()
                .filter(ProducerConfig.configNames()::contains)
                .toList();
    }

    @Override
    public void send(DeadLetter letter) {
        KafkaProducer<String, DeadLetter> to = producer;
        if (to == null) {
            Serializer<DeadLetter> letters = topics.framing().serializer(AvroSerde.of(DeadLetter.class));
            to = new KafkaProducer<>(properties, new StringSerializer(), letters);
            producer = to;
        }
        sent.add(to.send(new ProducerRecord<>(topic, letter.getSource(), letter)));
    }

    @Override
    public void flush() {
        try {
            for (Future<?> letter : sent) {
                letter.get();
            }
            sent.clear();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new ArchiveException(topic + ": a dead letter could not be sent: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
