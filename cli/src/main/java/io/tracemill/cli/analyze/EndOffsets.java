package io.tracemill.cli.analyze;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where the topics that are archived end, as far as transactions are committed. */
final class EndOffsets {

    private EndOffsets() {}

    static Map<TopicPartition, Long> of(Topics topics, Admin admin) throws IOException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = Arrays.stream(Topic.values())
                .filter(topic -> topic != Topic.TRACE_EVENTS && topic != Topic.DEAD_LETTERS)
                .flatMap(topic -> IntStream.range(0, topics.partitions())
                        .mapToObj(partition -> new TopicPartition(topics.name(topic), partition)))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        try {
            return admin
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw new IOException("the embedded broker does not answer: " + e.getMessage(), e);
        }
    }
}
