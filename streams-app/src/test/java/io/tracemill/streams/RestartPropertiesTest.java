package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.pass.EventDetails;
import io.tracemill.streams.pass.PassConfig;
import io.tracemill.streams.pass.PassRun;
import io.tracemill.streams.pass.RandomTraces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RestartPropertiesTest {

    @Property(tries = 30)
    void restartsAnywhereChangeNothing(
            @ForAll @IntRange(min = 1, max = 120) int events,
            @ForAll @IntRange(min = 1, max = 20) int batchEvents,
            @ForAll @Size(2) List<@IntRange(max = 99) Integer> percents,
            @ForAll long seed) {
        List<TraceEventBatch> batches = new EventDetails(seed)
                .addTo(RandomTraces.mixed("t", events, seed).batches(batchEvents));
        PassConfig config = PassConfig.defaults()
                .withDropCategories(seed % 2 == 0 ? Set.of() : Set.of("memcpy"))
                .withWritten(seed % 3 == 0 ? 40L : null, Set.of());
        PassRun straight = PassRun.of(batches, config);
        List<SpanBatch> spans = new ArrayList<>();
        Map<String, byte[]> state = Map.of();
        int sent = 0;
        for (int percent : percents.stream().sorted().toList()) {
            try (Harness harness = new Harness(config, state)) {
                int restart = batches.size() * percent / 100;
                send(batches.subList(sent, restart), harness);
                spans.addAll(harness.read(Topic.SPANS, SpanBatch.class));
                state = harness.state();
                sent = restart;
            }
        }
        try (Harness last = new Harness(config, state)) {
            send(batches.subList(sent, batches.size()), last);
            spans.addAll(last.read(Topic.SPANS, SpanBatch.class));
            assertThat(last.rows()).isEqualTo(straight.sortedRows());
            assertThat(PassRun.spans(spans)).isEqualTo(straight.spans());
            assertThat(PassRun.ids(spans)).isEqualTo(straight.ids());
            assertThat(EventDetails.ofSpans(spans.stream()))
                    .isEqualTo(EventDetails.ofSpans(straight.spanBatches().stream()));
            assertThat(spans).extracting(SpanBatch::getSequence).doesNotHaveDuplicates();
            assertThat(last.read(Topic.TRACES, TraceInfo.class))
                    .last()
                    .extracting(TraceInfo::getState, TraceInfo::getDropped, TraceInfo::getEvictedLaunches)
                    .containsExactly(
                            TraceState.COMPLETE,
                            straight.info().getDropped(),
                            straight.info().getEvictedLaunches());
        }
    }

    @Test
    void tracesThatTakeTurnsInTheHeapHaveTheSameRows() {
        List<List<TraceEventBatch>> traces = Stream.of("t", "u", "v")
                .map(id -> RandomTraces.mixed(id, 200).batches(7))
                .toList();
        try (Harness small = Harness.withOneCopy();
                Harness large = new Harness(PassConfig.defaults())) {
            for (int batch = 0; batch < traces.get(0).size(); batch++) {
                for (List<TraceEventBatch> trace : traces) {
                    small.send(trace.get(batch));
                    large.send(trace.get(batch));
                }
            }
            assertThat(small.rows()).isEqualTo(large.rows()).isNotEmpty();
            assertThat(small.spans()).isEqualTo(large.spans());
        }
    }

    /** Sends batches at intervals of 150 ms, so that several of them share a partial. */
    private static void send(List<TraceEventBatch> batches, Harness harness) {
        batches.forEach(batch -> harness.send(batch, 150L * batch.getSequence()));
    }
}
