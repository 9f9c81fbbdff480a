package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.Topic;
import io.tracemill.streams.collectives.RankCollectives;
import io.tracemill.streams.pass.PassRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Comparison of collectives in the trace topology. */
class CollectiveTopologyTest {

    private static final AvroSerde<Collectives> SERDE = AvroSerde.of(Collectives.class);

    private TopologyTestDriver driver = TestDrivers.of(new TraceTopology(Harness.CONFIG));
    private TestInputTopic<String, byte[]> input = input();

    @AfterEach
    void close() {
        driver.close();
    }

    private TestInputTopic<String, byte[]> input() {
        return driver.createInputTopic(
                Harness.CONFIG.topics().name(Topic.COLLECTIVES),
                new StringSerializer(),
                new ByteArraySerializer(),
                Instant.EPOCH,
                Duration.ZERO);
    }

    private void send(Collectives... records) {
        for (Collectives record : records) {
            input.pipeInput(record.getRun(), SERDE.encode(record));
        }
    }

    private static Collectives rank(int rank, Integer worldSize, long nanos) {
        return RankCollectives.of(rank, worldSize)
                .in("allreduce", "tp", 2)
                .numbered(1, 8L, nanos)
                .record();
    }

    private List<String> rows() {
        return PassRun.table(
                read(Topic.COLLECTIVE_STATS, CollectiveStats.class),
                "complete_count",
                "incomplete_count",
                "wait_ns",
                "last_rank");
    }

    private <A extends SpecificRecord> List<A> read(Topic topic, Class<A> type) {
        return driver.createOutputTopic(
                        Harness.CONFIG.topics().name(topic), new StringDeserializer(), AvroSerde.of(type))
                .readValuesToList();
    }

    private KeyValueStore<String, byte[]> store() {
        return driver.getKeyValueStore(TraceTopology.COLLECTIVES);
    }

    private Map<String, byte[]> state() {
        Map<String, byte[]> state = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> all = store().all()) {
            all.forEachRemaining(entry -> state.put(entry.key, entry.value));
        }
        return state;
    }

    private void advance(Duration time) {
        Duration step = Duration.ofSeconds(30);
        for (Duration left = time; !left.isZero(); left = left.minus(step)) {
            driver.advanceWallClockTime(step);
        }
        input.advanceTime(time);
    }

    @Test
    void aRunIsFinalWithTheLastOfItsRanksAndARestartBetweenThemChangesNothing() {
        send(rank(1, 2, 30));
        assertThat(rows()).isEmpty();
        assertThat(state()).containsOnlyKeys("run|run", "chunk|3|run|0/number/0");
        Map<String, byte[]> state = state();
        driver.close();
        driver = TestDrivers.of(new TraceTopology(Harness.CONFIG));
        state.forEach(store()::put);
        input = input();
        send(rank(0, 2, 100));
        assertThat(rows()).containsExactly("1 0 70 1");
        assertThat(state()).isEmpty();
    }

    @Test
    void aRunIsFinalWhenNoMoreRanksCome() {
        send(rank(0, 4, 100), rank(2, 4, 30), RankCollectives.end(2));
        assertThat(rows()).containsExactly("1 0 70 2");
        send(RankCollectives.end(2));
        assertThat(rows()).isEmpty();
        assertThat(state()).isEmpty();
    }

    @Test
    void aRunIsFinalWhenNoRankHasComeForItsTimeOut() {
        send(rank(0, 4, 100), RankCollectives.of(1, 4).record());
        advance(Duration.ofMinutes(9));
        assertThat(rows()).isEmpty();
        advance(Duration.ofMinutes(2));
        assertThat(rows()).containsExactly("0 1 0 null");
        assertThat(state()).isEmpty();
    }

    @Test
    void aRankThatComesTwiceCountsOnceAndIsADeadLetter() {
        send(rank(0, 2, 100), rank(0, 2, 10), rank(1, 2, 30));
        assertThat(rows()).containsExactly("1 0 70 1");
        assertThat(PassRun.table(read(Topic.DEAD_LETTERS, DeadLetter.class), "reason", "message"))
                .containsExactly(
                        "collectives tracemill.collectives-0: offset 1: trace trace-0: part 0 of rank 0 of run run"
                                + " was not expected");
    }
}
