package io.tracemill.systemtests.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.fleet.AnswerText;
import io.tracemill.bench.fleet.FleetSize;
import io.tracemill.bench.fleet.GeneratedFleet;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.streams.fleet.FleetNodes;
import io.tracemill.streams.fleet.JoinedQuantities;
import io.tracemill.streams.rules.RuleSet;
import io.tracemill.streams.store.KeyValues;
import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.series.Target;
import io.tracemill.telemetry.series.TargetSeries;
import io.tracemill.telemetry.text.TextFormat;
import io.tracemill.telemetry.text.TextReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the fleet topology keeps of a node with 8 devices and 40 metrics, read every 15 s, and what it writes. */
class FleetStateTest {

    private static final FleetSize NODE = new FleetSize(1, 8, 40, Duration.ofSeconds(15));
    private static final int ANSWERS_PER_HOUR = 240;
    private static final long BEGIN_MILLIS = 1_764_000_000_000L;

    private final Store store = new Store();
    private final FleetNodes nodes = new FleetNodes(new JoinedQuantities(Set.of()), RuleSet.none(), 0, store);
    private final List<TelemetryBatch> published = new ArrayList<>();
    private long readings;

    /** A store that counts what its changelog would get. */
    private static final class Store implements KeyValues {

        private final TreeMap<String, byte[]> values = new TreeMap<>();
        private long written;

        @Override
        public byte @Nullable [] get(String key) {
            return values.get(key);
        }

        @Override
        public void put(String key, byte[] value) {
            written += key.length() + value.length;
            values.put(key, value);
        }

        @Override
        public void delete(String key) {
            written += key.length();
            values.remove(key);
        }

        @Override
        public void forEach(String prefix, BiConsumer<String, byte[]> action) {
            values.subMap(prefix, prefix + Character.MAX_VALUE).forEach(action);
        }

        long bytes() {
            return values.entrySet().stream()
                    .mapToLong(entry -> entry.getKey().length() + entry.getValue().length)
                    .sum();
        }
    }

    @Test
    void theStateOfANodeGrowsForSixHoursAndNoMore() throws IOException {
        SeriesResolver resolver = new SeriesResolver(QuantityTable.own(), SeriesLimits.USUAL);
        TelemetryBatches batches = new TelemetryBatches(resolver, TelemetryBatches.MOST_BATCH_BYTES, published::add);
        TargetSeries target = resolver.of(Target.of("http://" + GeneratedFleet.name(0) + ":9400/metrics"));
        GeneratedFleet fleet = new GeneratedFleet(NODE, 1);
        TextReader reader = new TextReader(TextFormat.PROMETHEUS);
        AnswerText text = new AnswerText();
        long afterSixAndAHalf = 0;
        for (int answer = 0; answer < 7 * ANSWERS_PER_HOUR; answer++) {
            fleet.answer(0, text);
            long millis = BEGIN_MILLIS + answer * NODE.interval().toMillis();
            reader.read(text.stream(), batches.sink(target, millis * 1_000_000));
            batches.flush();
            take(millis);
            if (answer == 6.5 * ANSWERS_PER_HOUR - 1) {
                afterSixAndAHalf = store.bytes();
            }
        }

        assertThat((double) afterSixAndAHalf).isBetween(0.9e6, 1.1e6);
        assertThat((double) store.bytes() / afterSixAndAHalf).isBetween(0.95, 1.05);
        assertThat((double) store.written / readings).isBetween(8.0, 12.0);
        assertThat(nodes.size()).isOne();
    }

    private void take(long appendMillis) {
        for (TelemetryBatch batch : published) {
            assertThat(nodes.take(batch, appendMillis, row -> {})).isZero();
            readings += batch.getSamples().size();
        }
        published.clear();
    }
}
