package io.tracemill.cli.analyze;

import io.tracemill.schemas.Topics;
import io.tracemill.storage.rows.Datasets;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * The end offsets of the topics that are archived, as sent, for a transaction is known to be committed a moment before
 * each of its topics says so. Asked when all work is done, so nothing comes after that.
 */
final class EndOffsets {

    private EndOffsets() {}

    static Map<TopicPartition, Long> of(Topics topics, Admin admin) throws IOException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = Datasets.ALL.stream()
                .map(dataset -> topics.name(dataset.topic()))
                .distinct()
                .flatMap(topic -> IntStream.range(0, topics.partitions())
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(latest).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw new IOException("the embedded broker does not answer: " + e.getMessage(), e);
        }
    }
}
