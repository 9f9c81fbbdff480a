package io.tracemill.systemtests.notify;

import io.tracemill.schemas.Alert;
import io.tracemill.schemas.AlertLevel;
import io.tracemill.schemas.AlertState;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.NodeProgress;
import io.tracemill.schemas.RunFacts;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes what the topology of the fleet writes for the notifier. */
public final class AlertTopic implements AutoCloseable {

    private final Topics topics;
    private final KafkaProducer<String, byte[]> producer;

    /** The topics of a broker, which exist. */
    public AlertTopic(Topics topics, Map<String, Object> client) {
        this.topics = topics;
        this.producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
    }

    /** A change of the alert of a device, whose window ended some time before it is told. */
    public void alert(String device, AlertState state, AlertLevel level, long behindMillis) throws Exception {
        long now = System.currentTimeMillis();
        Alert alert = Alert.newBuilder()
                .setDate("2026-03-02")
                .setRule("device_temperature")
                .setSubject("n1/" + device)
                .setState(state)
                .setLevel(level)
                .setTimeNs((now - behindMillis) * 1_000_000)
                .setSinceNs((now - behindMillis) * 1_000_000)
                .setToldMs(now)
                .setNode("n1")
                .setDevice(device)
                .setQuantity("hw.temperature")
                .setStatistic("mean")
                .setWindowNs(60_000_000_000L)
                .setValue(92.0)
                .setThreshold(90.0)
                .setSummary("temperature 92 Cel, above 90 Cel")
                .setAdvice("Look for blocked air.")
                .setRuleSet("tracemill 1")
                .build();
        send(Topic.ALERTS, null, Topic.ALERTS.key().keyOf(alert), alert);
    }

    /** That all partitions of the logs of nodes were read up to some time ago. */
    public void progress(long behindMillis) throws Exception {
        for (int partition = 0; partition < topics.partitions(); partition++) {
            RunFacts facts = RunFacts.newBuilder()
                    .setRun("")
                    .setDate("")
                    .setProgress(new NodeProgress(partition, System.currentTimeMillis() - behindMillis))
                    .build();
            send(Topic.RUN_FACTS, 0, "", facts);
        }
    }

    private void send(Topic topic, @Nullable Integer partition, String key, SpecificRecord record) throws Exception {
        byte[] value = encoded(record);
        producer.send(new ProducerRecord<>(topics.name(topic), partition, key, value))
                .get();
    }

    @SuppressWarnings("unchecked")
    private static <T extends SpecificRecord> byte[] encoded(T record) {
        return AvroSerde.of((Class<T>) record.getClass()).encode(record);
    }

    @Override
    public void close() {
        producer.close();
    }
}
