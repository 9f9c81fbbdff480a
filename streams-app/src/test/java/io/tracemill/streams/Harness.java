package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Component;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.streams.pass.PassConfig;
import io.tracemill.streams.pass.PassRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The trace topology in a test driver. */
final class Harness implements AutoCloseable {

    static final TraceTopologyConfig CONFIG =
            TraceTopologyConfig.defaults(new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1));

    /** Counts of the topology. */
    final TraceCounts counts;

    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> input;
    private final AvroSerde<TraceEventBatch> batches = AvroSerde.of(TraceEventBatch.class);
    private int largest;

    Harness(PassConfig pass) {
        this(pass, Map.of());
    }

    /** Creates the topology after a restart, with the content of its store. */
    Harness(PassConfig pass, Map<String, byte[]> state) {
        this(new TraceTopology(CONFIG.withPass(pass)), state);
    }

    private Harness(TraceTopology topology, Map<String, byte[]> state) {
        this.counts = topology.counts();
        this.driver = TestDrivers.of(topology);
        state.forEach(store()::put);
        this.input = driver.createInputTopic(
                CONFIG.topics().name(Topic.TRACE_EVENTS),
                new StringSerializer(),
                new ByteArraySerializer(),
                Instant.EPOCH,
                Duration.ZERO);
    }

    /** A topology that keeps one working copy of a trace at a time. */
    static Harness withOneCopy() {
        return new Harness(new TraceTopology(CONFIG, LiveMemory.of(0)), Map.of());
    }

    void send(List<TraceEventBatch> sent) {
        sent.forEach(this::send);
    }

    void send(TraceEventBatch batch) {
        input.pipeInput(batch.getTraceId(), batches.encode(batch));
    }

    /** Sends a batch with an append time, in ms since 1970. */
    void send(TraceEventBatch batch, long appendMillis) {
        input.pipeInput(batch.getTraceId(), batches.encode(batch), appendMillis);
    }

    void sendBytes(String key, byte[] value) {
        input.pipeInput(key, value);
    }

    /** Advances the wall clock in steps of 30 s. */
    void advance(Duration time) {
        Duration step = Duration.ofSeconds(30);
        for (Duration left = time; !left.isZero(); left = left.minus(step)) {
            driver.advanceWallClockTime(step);
        }
        input.advanceTime(time);
    }

    <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
        return output(topic, type).readValuesToList();
    }

    List<String> keys(Topic topic) {
        List<String> keys = new ArrayList<>();
        output(topic, topic.type()).readKeyValuesToList().forEach(record -> keys.add(record.key));
        return keys;
    }

    /** Size of the largest value written so far, in bytes; reads all unread output. */
    int largestValue() {
        Stream.of(Topic.values()).forEach(this::keys);
        return largest;
    }

    private <T extends SpecificRecord> TestOutputTopic<String, T> output(Topic topic, Class<T> type) {
        return driver.createOutputTopic(CONFIG.topics().name(topic), new StringDeserializer(), (name, value) -> {
            largest = Math.max(largest, value.length);
            return AvroSerde.of(type).decode(value);
        });
    }

    /** All rows written, sorted; without spans and traces. */
    List<String> rows() {
        Set<Topic> topics = Topic.writtenBy(Component.TRACE_TOPOLOGY);
        topics.removeAll(Set.of(Topic.SPANS, Topic.TRACES, Topic.DEAD_LETTERS));
        return topics.stream()
                .flatMap(topic -> read(topic, topic.type()).stream().map(Object::toString))
                .sorted()
                .toList();
    }

    List<String> spans() {
        return new ArrayList<>(PassRun.spans(read(Topic.SPANS, SpanBatch.class)));
    }

    /** Rows of a trace that went through the pass without Kafka, sorted. */
    static List<String> rowsOf(List<TraceEventBatch> batches) {
        return PassRun.of(batches, PassConfig.defaults()).sortedRows();
    }

    Map<String, byte[]> state() {
        Map<String, byte[]> state = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> all = store().all()) {
            all.forEachRemaining(entry -> state.put(entry.key, entry.value));
        }
        return state;
    }

    List<String> storedKeys() {
        return List.copyOf(state().keySet());
    }

    private KeyValueStore<String, byte[]> store() {
        return driver.getKeyValueStore(TraceTopology.PASS);
    }

    @Override
    public void close() {
        driver.close();
    }
}
