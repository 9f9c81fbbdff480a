package io.tracemill.storage;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Ids of the logs that the offsets of partitions belong to. A topic that is deleted and created again counts its
 * offsets from 0 again, so its name does not tell its logs apart.
 */
interface TopicLogIds {

    /** The id of the log of each partition, which no other log ever has. */
    Map<TopicPartition, String> of(Collection<TopicPartition> partitions);

    /** The ids for a cluster whose topics live as long as it does. */
    static TopicLogIds ofCluster(String cluster) {
        return partitions -> partitions.stream().collect(Collectors.toMap(partition -> partition, any -> cluster));
    }

    /** The ids for a cluster that is asked for the ids of its topics. */
    static TopicLogIds ofTopics(String cluster, Map<String, Object> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.keySet().retainAll(AdminClientConfig.configNames());
        return partitions -> {
            Map<String, String> topics = topics(partitions, properties);
            return partitions.stream()
                    .collect(Collectors.toMap(
                            partition -> partition, partition -> cluster + "." + topics.get(partition.topic())));
        };
    }

    /** Whether commits belong to these logs. One of a log that was deleted says nothing about the one that is there. */
    static boolean areOf(Map<TopicPartition, String> logs, Map<TopicPartition, OffsetAndMetadata> commits) {
        return logs.entrySet().stream()
                .allMatch(log -> isOf(log.getValue(), Objects.requireNonNull(commits.get(log.getKey()))));
    }

    /** Whether a commit belongs to a log; one that somebody set by hand names no log, and belongs to any. */
    static boolean isOf(String log, OffsetAndMetadata commit) {
        return commit.metadata().isEmpty() || commit.metadata().equals(log);
    }

    private static Map<String, String> topics(Collection<TopicPartition> partitions, Map<String, Object> properties) {
        Set<String> names = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        if (names.isEmpty()) {
            return Map.of();
        }
        try (Admin admin = Admin.create(properties)) {
            return admin.describeTopics(names).allTopicNames().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            topic -> topic.getValue().topicId().toString()));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
