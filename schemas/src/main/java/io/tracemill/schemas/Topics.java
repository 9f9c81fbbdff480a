package io.tracemill.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
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

    /** Prefix used unless another is configured. */
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

    /** Full name of a topic on this cluster. */
    public String name(Topic topic) {
        return prefix + topic.suffix();
    }

    /**
     * Creates the topics that do not exist yet and leaves the others as they are. Returns once every new partition has a
     * leader that takes records: a controller says that a topic is created a moment before that, and a producer whose
     * first batch is refused while later ones are taken never gets the first one in.
     *
     * @throws TimeoutException if one still has none after 30 s
     */
    public void create(Admin admin) throws InterruptedException {
        Set<String> present = await(admin.listTopics().names());
        List<Topic> missing = Arrays.stream(Topic.values())
                .filter(topic -> !present.contains(name(topic)))
                .toList();
        for (KafkaFuture<Void> created : admin.createTopics(
                        missing.stream().map(this::newTopic).toList())
                .values()
                .values()) {
            try {
                await(created);
            } catch (TopicExistsException e) {
                LOG.debug("another process created a topic at the same time", e);
            }
        }
        awaitLeaders(admin, missing);
    }

    private NewTopic newTopic(Topic topic) {
        return new NewTopic(name(topic), partitions, replication).configs(topic.settings());
    }

    /** Only leaders know where a partition ends, so they are asked until all can say. */
    private void awaitLeaders(Admin admin, List<Topic> topics) throws InterruptedException {
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

    /** What differs from what {@link #create} would have made: one line each, empty when all is well. */
    public List<String> verify(Admin admin) throws InterruptedException {
        Set<String> present = await(admin.listTopics().names());
        List<String> problems = new ArrayList<>();
        List<Topic> existing = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (present.contains(name(topic))) {
                existing.add(topic);
            } else {
                problems.add(name(topic) + ": does not exist");
            }
        }
        problems.addAll(partitionProblems(admin, existing));
        problems.addAll(settingProblems(admin, existing));
        return problems;
    }

    private List<String> partitionProblems(Admin admin, List<Topic> topics) throws InterruptedException {
        Collection<TopicDescription> descriptions = await(
                        admin.describeTopics(topics.stream().map(this::name).toList())
                                .allTopicNames())
                .values();
        return descriptions.stream()
                .filter(topic -> topic.partitions().size() != partitions)
                .map(topic ->
                        topic.name() + ": has " + topic.partitions().size() + " partitions, expected " + partitions)
                .toList();
    }

    private List<String> settingProblems(Admin admin, List<Topic> topics) throws InterruptedException {
        Map<ConfigResource, Config> configs =
                await(admin.describeConfigs(topics.stream().map(this::resource).toList())
                        .all());
        List<String> problems = new ArrayList<>();
        for (Topic topic : topics) {
            Config actual = configs.get(resource(topic));
            topic.settings().forEach((key, expected) -> {
                ConfigEntry entry = actual == null ? null : actual.get(key);
                if (entry == null || !expected.equals(entry.value())) {
                    problems.add(name(topic) + ": " + key + " is " + (entry == null ? "unset" : entry.value())
                            + ", expected " + expected);
                }
            });
        }
        return problems;
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
