package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.Topic;
import io.tracemill.streams.pass.PassRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The trace topology in a test driver, which receives ranks. */
final class RankRun implements AutoCloseable {

    /** Counts of the topology. */
    final TraceCounts counts;

    private final AvroSerde<RankSteps> serde = AvroSerde.of(RankSteps.class);
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> input;

    /** Continues from the state of another one. */
    RankRun(Map<String, byte[]> state) {
        TraceTopology topology = new TraceTopology(Harness.CONFIG);
        counts = topology.counts();
        driver = TestDrivers.of(topology);
        state.forEach(driver.<String, byte[]>getKeyValueStore(TraceTopology.RANKS)::put);
        input = driver.createInputTopic(
                Harness.CONFIG.topics().name(Topic.RANK_STEPS),
                new StringSerializer(),
                new ByteArraySerializer(),
                Instant.EPOCH,
                Duration.ZERO);
    }

    void send(RankSteps... ranks) {
        for (RankSteps rank : ranks) {
            input.pipeInput(rank.getRun(), serde.encode(rank));
        }
    }

    void advance(Duration time) {
        Duration step = Duration.ofSeconds(30);
        for (Duration left = time; !left.isZero(); left = left.minus(step)) {
            driver.advanceWallClockTime(step);
        }
        input.advanceTime(time);
    }

    List<RankSpread> spreads() {
        return driver.createOutputTopic(
                        Harness.CONFIG.topics().name(Topic.RANK_SPREAD),
                        new StringDeserializer(),
                        AvroSerde.of(RankSpread.class))
                .readValuesToList();
    }

    List<SlowRankFinding> findings() {
        return driver.createOutputTopic(
                        Harness.CONFIG.topics().name(Topic.SLOW_RANKS),
                        new StringDeserializer(),
                        AvroSerde.of(SlowRankFinding.class))
                .readValuesToList();
    }

    List<String> rows() {
        return PassRun.table(spreads(), "run", "step", "ranks_compared", "complete", "reason");
    }

    List<String> letters() {
        return PassRun.table(
                driver.createOutputTopic(
                                Harness.CONFIG.topics().name(Topic.DEAD_LETTERS),
                                new StringDeserializer(),
                                AvroSerde.of(DeadLetter.class))
                        .readValuesToList(),
                "reason",
                "message");
    }

    Map<String, byte[]> state() {
        Map<String, byte[]> state = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> all =
                driver.<String, byte[]>getKeyValueStore(TraceTopology.RANKS).all()) {
            all.forEachRemaining(entry -> state.put(entry.key, entry.value));
        }
        return state;
    }

    @Override
    public void close() {
        driver.close();
    }
}
