package io.tracemill.telemetry.bridge;

import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.sniff.MessageShape;
import io.tracemill.telemetry.sniff.TopicReader;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The readers of topics. The shape of a topic is given, or that of its first message that has one. It is committed
 * beside the offsets, so that a restart or another instance does not take that of a later message. For one thread.
 */
final class TopicReaders {

    private final Map<String, MessageShape> given;
    private final TimeUnit telegrafUnit;
    private final Map<String, TopicReader> readers = new HashMap<>();

    TopicReaders(Map<String, MessageShape> given, TimeUnit telegrafUnit) {
        this.given = given;
        this.telegrafUnit = telegrafUnit;
    }

    TopicReader of(String topic) {
        return readers.computeIfAbsent(topic, name -> reader(given.get(name)));
    }

    private TopicReader reader(@Nullable MessageShape shape) {
        return new TopicReader(shape, MessageLimits.DEFAULT, telegrafUnit);
    }

    /** Whether the shape of a topic is known. */
    boolean knows(String topic) {
        return of(topic).shape().isPresent();
    }

    /** Takes the shape of a topic that was committed with an offset, unless one is known. */
    void recall(String topic, OffsetAndMetadata committed) {
        MessageShape.of(committed.metadata())
                .filter(TopicReader.SHAPES::contains)
                .filter(shape -> !knows(topic))
                .ifPresent(shape -> readers.put(topic, reader(shape)));
    }

    /** Offsets with the shapes of their topics. */
    Map<TopicPartition, OffsetAndMetadata> withShapes(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> noted = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            String shape =
                    of(partition.topic()).shape().map(MessageShape::label).orElse("");
            noted.put(partition, new OffsetAndMetadata(offset.offset(), offset.leaderEpoch(), shape));
        });
        return noted;
    }
}
