package io.tracemill.cli.bench.telemetry;

import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.streams.FleetCounts;
import io.tracemill.streams.FleetTopology;
import io.tracemill.streams.TopologyCounts.Written;
import io.tracemill.streams.TopologyJob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.streams.KafkaStreams;

/** The fleet topology of this process: what it did, what it keeps, and how long another one takes to go on. */
final class FleetRun implements AutoCloseable {

    /** Begin of the names of its threads. */
    static final String CLIENT = "fleet";

    private static final String CHANGELOG = "node-join-changelog";
    private static final Duration POLL = Duration.ofMillis(20);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Topics topics;
    private final Map<String, Object> client;
    private final Path work;
    private FleetTopology topology;
    private TopologyJob job;

    /** A topology that reads the topics of a broker, and whose files go below a directory. */
    FleetRun(Topics topics, Map<String, Object> client, Path work) {
        this.topics = topics;
        this.client = client;
        this.work = work;
        this.topology = new FleetTopology(topics);
        this.job = new TopologyJob(topology, settings(client, CLIENT, work.resolve("state")));
    }

    /** Settings of a topology whose threads are named so. */
    static Map<String, Object> settings(Map<String, Object> client, String name, Path state) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("client.id", name);
        settings.put("state.dir", state.toString());
        return settings;
    }

    void start() {
        job.start();
    }

    /** What it did so far. */
    FleetCounts counts() {
        return topology.counts();
    }

    /** Rows of {@code device-health} written so far. */
    long healthRows() {
        return counts().written()
                .getOrDefault(Topic.DEVICE_HEALTH, new Written(0, 0))
                .records();
    }

    /** Waits until it has read so many readings. */
    void await(long readings) throws IOException, InterruptedException {
        await(() -> counts().readings() >= readings, "the fleet topology read no more than it should");
    }

    /** Ends it, and starts another one over the same logs, which goes on where it ended. */
    FleetUse end(int nodes) throws IOException, InterruptedException {
        long rows = healthRows();
        FleetCounts done = counts();
        job.close();
        Map<ByteBuffer, Integer> state = state();
        long bytes = state.entrySet().stream()
                .mapToLong(entry -> entry.getKey().remaining() + entry.getValue())
                .sum();
        long restored = restore(nodes);
        return new FleetUse(
                rows, done.answers(), state.size(), bytes, new Logs(work.resolve("broker")).bytes(CHANGELOG), restored);
    }

    private long restore(int nodes) throws IOException, InterruptedException {
        topology = new FleetTopology(topics);
        job = new TopologyJob(topology, settings(client, CLIENT, work.resolve("state-of-another")));
        int partitions = 2 * topics.partitions(); // of the logs of nodes, and of runs
        long begin = System.nanoTime();
        job.start();
        await(
                () -> job.state() == KafkaStreams.State.RUNNING
                        && job.partitions().size() >= partitions
                        && counts().nodes() == nodes,
                "the state was not restored");
        return System.nanoTime() - begin;
    }

    private void await(BooleanSupplier done, String otherwise) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!done.getAsBoolean()) {
            throwFailure();
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new Failure(otherwise + " in five minutes");
            }
            Pause.of(POLL);
        }
    }

    /** Bytes of the latest value of each key of the store. */
    private Map<ByteBuffer, Integer> state() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        Map<ByteBuffer, Integer> latest = new HashMap<>();
        try (KafkaConsumer<ByteBuffer, ByteBuffer> consumer =
                new KafkaConsumer<>(settings, new ByteBufferDeserializer(), new ByteBufferDeserializer())) {
            List<TopicPartition> all = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().endsWith(CHANGELOG))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> note(record, latest));
            }
        }
        return latest;
    }

    private static void note(ConsumerRecord<ByteBuffer, ByteBuffer> record, Map<ByteBuffer, Integer> latest) {
        if (record.value() == null) {
            latest.remove(record.key());
        } else {
            latest.put(record.key(), record.value().remaining());
        }
    }

    /** Throws what it stopped for, if it did, and refuses records that failed. */
    void throwFailure() throws IOException {
        Throwable cause = job.failure().orElse(null);
        if (cause != null) {
            throw new Failure("the fleet topology stopped: " + cause.getMessage(), cause);
        }
        if (job.failures() > 0) {
            throw new Failure("wrong answer: " + job.failures() + " records of the fleet topology failed");
        }
    }

    @Override
    public void close() {
        job.close();
    }
}
