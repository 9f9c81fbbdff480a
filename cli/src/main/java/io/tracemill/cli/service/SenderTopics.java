package io.tracemill.cli.service;

import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Topics of other senders: they are read, and never created or changed. */
public final class SenderTopics {

    private SenderTopics() {}

    /**
     * Checks that no topic is one of ours.
     *
     * @throws IllegalArgumentException if one is
     */
    public static void requireForeign(Collection<String> names, String prefix) {
        for (String name : names) {
            boolean ours = prefix.isEmpty()
                    ? Arrays.stream(Topic.values()).map(Topic::suffix).anyMatch(name::equals)
                    : name.startsWith(prefix);
            if (ours) {
                throw new IllegalArgumentException(
                        "a topic must be that of another sender but \"" + name + "\" is one of Tracemill");
            }
        }
    }

    /**
     * Checks that topics exist and may be read.
     *
     * @throws Failure if one is missing or closed to this client
     */
    public static void requireReadable(Cluster cluster, Collection<String> names) throws Failure, InterruptedException {
        cluster.ask(admin -> {
            Map<String, KafkaFuture<TopicDescription>> asked = admin.describeTopics(
                            names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .topicNameValues();
            for (String name : names) {
                requireRead(name, granted(name, Objects.requireNonNull(asked.get(name))));
            }
            return names;
        });
    }

    private static @Nullable Set<AclOperation> granted(String name, KafkaFuture<TopicDescription> asked)
            throws InterruptedException, ExecutionException {
        try {
            return asked.get().authorizedOperations();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new KafkaException(name + ": does not exist; start its sender first, or create it");
            }
            if (e.getCause() instanceof TopicAuthorizationException) {
                return Set.of();
            }
            throw e;
        }
    }

    private static void requireRead(String name, @Nullable Set<AclOperation> granted) {
        if (granted != null && !granted.contains(AclOperation.READ)) {
            throw Topics.notAuthorised(AclOperation.READ.name(), name);
        }
    }
}
