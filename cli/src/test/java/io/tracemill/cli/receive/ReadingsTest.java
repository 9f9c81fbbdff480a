package io.tracemill.cli.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.service.MetricsCounts;
import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.sample.RefusalReason;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The memory that the readings of tokens take of a door. */
class ReadingsTest {

    private final MemoryTopic topic = new MemoryTopic();
    private final SeriesRoom memory = new SeriesRoom(1_000_000);

    private Readings readings(String token) {
        Grant grant = new Grant(token, Set.of(Scope.METRICS), Glob.ALL, Glob.ALL);
        return new Readings(
                new MetricsIngest(QuantityTable.own(), AtADoor.METRICS, topic, new MetricsCounts()), grant, memory);
    }

    private static ReadingTotals take(Readings readings, int nodes) throws MessageRefusedException {
        String[] names = IntStream.range(0, nodes).mapToObj(i -> "n" + i).toArray(String[]::new);
        return readings.take(MetricsForm.REMOTE_WRITE, Pushed.remoteWrite(4, names), 0)
                .totals();
    }

    @Test
    void aTokenWithManySeriesLeavesMemoryForOthers() throws Exception {
        try (Readings greedy = readings("greedy");
                Readings modest = readings("modest")) {
            assertThat(take(greedy, 5_000).refused()).containsOnlyKeys(RefusalReason.TOO_MANY_SERIES);
            assertThat(memory.taken()).isBetween(290_000L, 301_000L);
            assertThat(take(modest, 100).published()).isEqualTo(100);
            assertThat(memory.taken()).isLessThan(400_000);
        }
        assertThat(memory.taken()).isZero();
    }

    @Test
    void whatIsGivenUpWhileABodyIsReadTakesNothing() throws Exception {
        Readings readings = readings("t");
        readings.close();
        take(readings, 10);
        assertThat(memory.taken()).isZero();
    }

    @Test
    void aTokenIsIdleAnHourAfterItsLastBodyIsSafe() throws Exception {
        CompletableFuture<Void> safe = topic.hesitate();
        try (Readings readings = readings("t")) {
            readings.use();
            take(readings, 1);
            long now = System.nanoTime();
            assertThat(readings.isIdle(now + TimeUnit.MINUTES.toNanos(61))).isFalse();
            safe.complete(null);
            assertThat(readings.isIdle(now + TimeUnit.MINUTES.toNanos(61))).isTrue();
            assertThat(readings.isIdle(now + TimeUnit.MINUTES.toNanos(59))).isFalse();
        }
    }
}
