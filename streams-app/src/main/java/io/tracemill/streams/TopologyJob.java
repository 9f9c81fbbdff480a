package io.tracemill.streams;

import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;

import io.tracemill.schemas.Topic;
import io.tracemill.streams.failure.FailurePolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topology that runs as an app. All instances with the same application id form one consumer group. A failure that
 * cannot become a dead letter stops the app; {@link #failure} then gives the cause.
 */
public final class TopologyJob implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyJob.class);
    private static final Duration OUTAGE = Duration.ofDays(20);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);

    private final FailurePolicy failures;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final KafkaStreams streams;
    private final String group;

    /**
     * Creates an app that is not started yet.
     *
     * @param definition the topology
     * @param properties settings of Kafka Streams and its clients, at least bootstrap.servers; they override all others
     */
    public TopologyJob(TopologyDefinition definition, Map<String, Object> properties) {
        this.failures = new FailurePolicy(definition.topics(), definition.counts());
        Properties settings = new Properties();
        settings.putAll(settings(definition, failures));
        settings.putAll(properties);
        this.group = String.valueOf(settings.get(StreamsConfig.APPLICATION_ID_CONFIG));
        this.streams = new KafkaStreams(definition.build(), settings);
        streams.setUncaughtExceptionHandler(this::afterFailureOfAThread);
    }

    /** Replaces the thread, which continues from its last commit, or stops the app. */
    private StreamThreadExceptionResponse afterFailureOfAThread(Throwable cause) {
        if (failures.replacesThread(cause, System.nanoTime())) {
            LOG.warn(
                    "a thread failed; a new one continues from its last commit: {}",
                    String.valueOf(cause.getMessage()));
            LOG.debug("why the thread failed", cause);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.debug("the topology stops", cause); // the caller reports the failure
        failure.compareAndSet(null, cause);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Settings of the job, before the properties of its caller override them. */
    static Map<String, Object> settings(TopologyDefinition definition, FailurePolicy failures) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, definition.topics().prefix() + definition.name());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.putAll(failures.settings());
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topic.MAX_MESSAGE_BYTES);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 60_000);
        settings.putAll(patience());
        settings.putAll(definition.settings());
        return settings;
    }

    /**
     * Time-outs of the producer. A producer that gives up on a transaction makes Kafka Streams commit the records of
     * the transaction without the offsets of their input, and read that input again (docs/decisions/0018). So the
     * producer waits. After an outage the coordinator has aborted the transaction by itself.
     */
    private static Map<String, Object> patience() {
        Map<String, Object> patience = new HashMap<>();
        patience.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), OUTAGE.toMillis());
        patience.put(
                StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
                Math.toIntExact(OUTAGE.toMillis()));
        return patience;
    }

    /** Starts the app; returns at once. */
    public void start() {
        streams.start();
    }

    /** Consumer group of the app. Records whose offsets it has committed are done. */
    public String group() {
        return group;
    }

    /** Cause for which the app stopped by itself; empty if it did not. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Whether the app stopped by itself. */
    public boolean failed() {
        return failure().isPresent();
    }

    /** Records that failed and became dead letters, or stopped the app. */
    public long failures() {
        return failures.failures();
    }

    /** Time that the threads of the app have spent waiting. */
    public TopologyWaits waits() {
        return TopologyWaits.of(streams.metrics().values());
    }

    /** State of the app. It processes records in {@link KafkaStreams.State#RUNNING}. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Input partitions that are assigned to this instance at the moment. */
    public Set<TopicPartition> partitions() {
        if (!streams.state().isRunningOrRebalancing()) {
            return Set.of();
        }
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .collect(Collectors.toSet());
    }

    /** Commits, stops and leaves the group, so that another instance takes over at once. */
    @Override
    public void close() {
        streams.close(CloseOptions.timeout(CLOSE_WITHIN).withGroupMembershipOperation(LEAVE_GROUP));
    }
}
