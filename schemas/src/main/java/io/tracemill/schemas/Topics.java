package io.tracemill.schemas;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics on one cluster: their names, how they are created and verified, and how their records are framed. Broker
 * auto-creation is never relied on.
 *
 * @param prefix what every topic name starts with, such as {@code tracemill.}
 * @param partitions partitions of each topic, at least 1
 * @param replication replicas of each partition, at least 1
 * @param framing what comes before the data of every record
 */
@NullMarked
public record Topics(String prefix, int partitions, short replication, Framing framing) {

    /** The prefix used unless another one is configured. */
    public static final String DEFAULT_PREFIX = "tracemill.";

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final long READY_CHECK_NANOS = 10_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    /** Checks the prefix and the counts. */
    public Topics {
        if (!prefix.matches("[a-zA-Z0-9._-]{0,100}")) {
            throw new IllegalArgumentException(
                    "topic prefix must be at most 100 of a-z, A-Z, 0-9, '.', '_', '-' but was \"" + prefix + "\"");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1 but was " + partitions);
        }
        if (replication < 1) {
            throw new IllegalArgumentException("replication must be at least 1 but was " + replication);
        }
    }

    /** Topics whose records are in single-object encoding. */
    public Topics(String prefix, int partitions, short replication) {
        this(prefix, partitions, replication, Framing.SINGLE_OBJECT);
    }

    /** The full name of a topic on this cluster. */
    public String name(Topic topic) {
        return prefix + topic.suffix();
    }

    /**
     * A record of a topic as a producer sends it, under the key that its topic has.
     *
     * @param encoded the value, without what comes before the data of a record
     */
    public ProducerRecord<byte[], byte[]> record(Topic topic, SpecificRecord value, byte[] encoded) {
        String name = name(topic);
        byte[] key = topic.key().keyOf(value).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(name, key, framing.toTopic(name, encoded));
    }

    /**
     * Creates the topics that do not exist yet, and leaves the others unchanged. Returns once every new partition has a
     * leader that takes records. A controller reports a topic as created a moment before that, and a producer whose
     * first batch is rejected while later ones are taken never gets the first one in.
     *
     * @throws TimeoutException if a partition still has no leader after 30 s
     */
    public void create(Admin admin) throws InterruptedException {
        Set<Topic> missing = EnumSet.allOf(Topic.class);
        missing.removeAll(describe(admin, missing).keySet());
        for (KafkaFuture<Void> created : admin.createTopics(
                        missing.stream().map(this::newTopic).toList())
                .values()
                .values()) {
            try {
                await(created);
            } catch (TopicExistsException e) {
                LOG.debug("another process created a topic at the same time", e);
            } catch (TopicAuthorizationException e) {
                throw notAuthorised("CREATE", prefix + "*");
            }
        }
        awaitLeaders(admin, missing);
    }

    private NewTopic newTopic(Topic topic) {
        return new NewTopic(name(topic), partitions, replication).configs(topic.settings());
    }

    /**
     * Waits until every new partition has a leader. Only leaders know where a partition ends, so they are asked until
     * all can say.
     */
    private void awaitLeaders(Admin admin, Set<Topic> topics) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Topic topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                ends.put(new TopicPartition(name(topic), partition), OffsetSpec.latest());
            }
        }
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!haveLeaders(ends, admin)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("topics " + prefix + "* were created but the brokers do not know them");
            }
            LockSupport.parkNanos(READY_CHECK_NANOS);
        }
    }

    private static boolean haveLeaders(Map<TopicPartition, OffsetSpec> ends, Admin admin) throws InterruptedException {
        try {
            await(admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs(Math.toIntExact(READY_WITHIN.toMillis())))
                    .all());
            return true;
        } catch (UnknownTopicOrPartitionException e) {
            LOG.debug("not known everywhere yet", e);
            return false;
        }
    }

    /** The differences from what {@link #create} would have made, one line each; empty if there are none. */
    public List<String> verify(Admin admin) throws InterruptedException {
        Set<Topic> all = EnumSet.allOf(Topic.class);
        Map<Topic, TopicDescription> existing = describe(admin, all);
        List<String> problems = problems(admin, all, existing);
        problems.addAll(replicaProblems(existing.values()));
        return problems;
    }

    /** The differences of some topics from what {@link #create} would have made, except in the number of replicas. */
    public List<String> verify(Admin admin, Set<Topic> topics) throws InterruptedException {
        return problems(admin, topics, describe(admin, topics));
    }

    private List<String> problems(Admin admin, Set<Topic> topics, Map<Topic, TopicDescription> existing)
            throws InterruptedException {
        List<String> problems = new ArrayList<>();
        topics.stream()
                .filter(topic -> !existing.containsKey(topic))
                .forEach(topic -> problems.add(name(topic) + ": does not exist"));
        problems.addAll(partitionProblems(existing.values()));
        problems.addAll(settingProblems(admin, existing.keySet()));
        return problems;
    }

    /**
     * The descriptions of those of some topics that exist, each with the operations that are allowed on it.
     *
     * @throws TopicAuthorizationException if one may not be described; the message names it
     */
    public Map<Topic, TopicDescription> describe(Admin admin, Set<Topic> topics) throws InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(
                        topics.stream().map(this::name).toList(),
                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        Map<Topic, TopicDescription> existing = new EnumMap<>(Topic.class);
        for (Topic topic : topics) {
            try {
                existing.put(topic, await(Objects.requireNonNull(descriptions.get(name(topic)))));
            } catch (UnknownTopicOrPartitionException e) {
                LOG.debug("{} does not exist", name(topic), e);
            } catch (TopicAuthorizationException e) {
                throw notAuthorised("DESCRIBE", name(topic));
            }
        }
        return existing;
    }

    /** The exception for a missing right on a topic. */
    public static TopicAuthorizationException notAuthorised(String right, String topic) {
        return new TopicAuthorizationException(right + " on topic " + topic + " is missing", Set.of(topic));
    }

    private List<String> partitionProblems(Collection<TopicDescription> descriptions) {
        return descriptions.stream()
                .filter(topic -> topic.partitions().size() != partitions)
                .map(topic ->
                        topic.name() + ": has " + topic.partitions().size() + " partitions, expected " + partitions)
                .toList();
    }

    private List<String> replicaProblems(Collection<TopicDescription> descriptions) {
        return descriptions.stream()
                .filter(topic -> topic.partitions().stream()
                        .anyMatch(partition -> partition.replicas().size() < replication))
                .map(topic -> topic.name() + ": has fewer than " + replication + " replicas")
                .toList();
    }

    private List<String> settingProblems(Admin admin, Set<Topic> topics) throws InterruptedException {
        Map<ConfigResource, KafkaFuture<Config>> configs = admin.describeConfigs(
                        topics.stream().map(this::resource).toList())
                .values();
        List<String> problems = new ArrayList<>();
        for (Topic topic : topics) {
            Config actual = settings(topic, Objects.requireNonNull(configs.get(resource(topic))));
            topic.settings().forEach((key, expected) -> {
                ConfigEntry entry = actual.get(key);
                if (entry == null || !expected.equals(entry.value())) {
                    problems.add(name(topic) + ": " + key + " is " + (entry == null ? "unset" : entry.value())
                            + ", expected " + expected);
                }
            });
        }
        return problems;
    }

    private Config settings(Topic topic, KafkaFuture<Config> settings) throws InterruptedException {
        try {
            return await(settings);
        } catch (TopicAuthorizationException e) {
            throw notAuthorised("DESCRIBE_CONFIGS", name(topic));
        }
    }

    private ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name(topic));
    }

    private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
