package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.bench.stages.GeneratedInput;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.streams.failure.FailurePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How large the topology's state of one trace becomes. It depends on its operators, their inputs, kernels, steps and
 * what is in flight, hardly on its events.
 */
class StateSizeTest {
    private static final GeneratorConfig TRACE = GeneratorConfig.of(100_000_000, 1);
    private static final long MOST_BYTES = 600_000;

    @TempDir
    private Path dir;

    @Test
    void theStateOfATraceStaysBelowItsBound() throws IOException, InterruptedException {
        Path trace = dir.resolve("trace.json");
        new TraceGenerator(TRACE).write(trace, GeneratorProgress.NONE);
        List<byte[]> batches = GeneratedInput.batches(trace);
        TraceTopologyConfig config = TraceTopologyConfig.defaults(new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1));
        TraceTopology topology = new TraceTopology(config);
        long largest = 0;
        try (TopologyTestDriver driver = new TopologyTestDriver(topology.build(), settings(topology))) {
            TestInputTopic<String, byte[]> events = driver.createInputTopic(
                    config.topics().name(Topic.TRACE_EVENTS),
                    new StringSerializer(),
                    new ByteArraySerializer(),
                    Instant.EPOCH,
                    Duration.ZERO);
            for (byte[] batch : batches) {
                events.pipeInput("trace", batch);
                largest = Math.max(largest, bytes(driver.getKeyValueStore(TraceTopology.PASS)));
            }
        }
        assertThat(largest).isBetween(1L, MOST_BYTES);
    }

    private static Properties settings(TraceTopology topology) {
        Properties settings = new Properties();
        settings.putAll(TopologyJob.settings(topology, new FailurePolicy(topology.topics(), topology.counts())));
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        return settings;
    }

    private static long bytes(KeyValueStore<String, byte[]> store) {
        long bytes = 0;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                bytes += all.next().value.length;
            }
        }
        return bytes;
    }
}
