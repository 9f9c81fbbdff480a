package io.tracemill.cli.live;

import io.tracemill.cli.service.TopicConsumer;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** The records of the topics of the live page, from as long ago as it shows. For one thread. */
final class LiveTopics implements AutoCloseable {

    /** How far back a topic is read; the others, which are compacted, are read from their beginning. */
    private static final Map<Topic, Duration> BACK = Map.of(
            Topic.RANK_STEPS, Duration.ofHours(24),
            Topic.DIAGNOSES, Duration.ofHours(24),
            Topic.TRACE_TELEMETRY, Duration.ofHours(6),
            Topic.DEVICE_HEALTH, Duration.ofMinutes(LiveDevices.MINUTES + 10),
            Topic.RUN_FACTS, Duration.ofHours(1));

    /** After so long without a record, brokers are asked whether they are there. */
    private static final long QUIET_NANOS = 10_000_000_000L;

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final KafkaConsumer<String, SpecificRecord> consumer;
    private final Consumer<String> rejected;
    private final Map<TopicPartition, Long> ends;
    private boolean isRead;
    private long heard = System.nanoTime();

    /**
     * Finds where to begin.
     *
     * @param now the time to which that is relative
     * @param rejected receives which records are no values of their topics, one line each
     */
    LiveTopics(Topics topics, Map<String, Object> client, Instant now, Consumer<String> rejected) {
        this.consumer = TopicConsumer.of(topics, TopicUse.SERVE.reads(), client);
        this.rejected = rejected;
        try {
            this.ends = consumer.endOffsets(consumer.assignment());
            seek(topics, now);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private void seek(Topics topics, Instant now) {
        Map<TopicPartition, Long> since = new HashMap<>();
        BACK.forEach((topic, back) -> IntStream.range(0, topics.partitions())
                .forEach(partition -> since.put(
                        new TopicPartition(topics.name(topic), partition),
                        now.minus(back).toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(since);
        for (TopicPartition partition : since.keySet()) {
            OffsetAndTimestamp first = found.get(partition);
            if (first == null) {
                consumer.seek(partition, ends.getOrDefault(partition, 0L));
            } else {
                consumer.seek(partition, first.offset());
            }
        }
    }

    /**
     * Waits for records.
     *
     * @throws org.apache.kafka.common.KafkaException if brokers do not answer, or a topic is gone
     */
    Iterable<ConsumerRecord<String, SpecificRecord>> poll(Duration atMost) {
        Iterable<ConsumerRecord<String, SpecificRecord>> records = TopicConsumer.poll(consumer, atMost, rejected);
        if (records.iterator().hasNext()) {
            heard = System.nanoTime();
        } else if (System.nanoTime() - heard > QUIET_NANOS) {
            consumer.endOffsets(consumer.assignment(), ANSWER_WITHIN);
            heard = System.nanoTime();
        }
        isRead = isRead || ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        return records;
    }

    /** Whether all that was there at first has been read. */
    boolean isRead() {
        return isRead;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
