package io.tracemill.systemtests.receive;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The readings in a topic, each by all that tells it from others. */
record TopicReadings(List<Reading> all) {

    /** A reading, and the text of all but its time and value. */
    record Reading(String series, long timeMillis, double value) {

        /** The readings of a batch. */
        static List<Reading> of(TelemetryBatch batch) {
            List<String> strings = batch.getStrings();
            List<Reading> readings = new ArrayList<>();
            for (TelemetrySample sample : batch.getSamples()) {
                String series = String.join(
                        " ",
                        batch.getNode(),
                        '[' + batch.getSource() + ']',
                        text(strings, sample.getDevice()),
                        text(strings, sample.getMetric()),
                        text(strings, sample.getQuantity()),
                        sample.getKind().name(),
                        text(strings, sample.getSeriesLabels()),
                        text(strings, sample.getOtherLabels()));
                readings.add(new Reading(series, sample.getTimeNs() / 1_000_000, sample.getValue()));
            }
            return readings;
        }

        private static String text(List<String> strings, Integer index) {
            return index == null ? "-" : strings.get(index);
        }
    }

    static TopicReadings of(String bootstrapServers) {
        AvroSerde<TelemetryBatch> serde = AvroSerde.of(TelemetryBatch.class);
        List<Reading> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            String topic = "tracemill.fleet-telemetry";
            consumer.assign(List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1)));
            consumer.seekToBeginning(consumer.assignment());
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    all.addAll(Reading.of(serde.decode(record.value())));
                }
            }
        }
        return new TopicReadings(all);
    }
}
