package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.Layer;
import io.tracemill.schemas.LayerStats;
import io.tracemill.schemas.PhaseMark;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LayersTest {

    private static final String[] COLUMNS = {
        "layer", "source", "kernel_count", "device_ns", "forward_ns", "backward_ns", "recompute_ns"
    };

    private static List<String> layers(PassRun run) {
        return PassRun.table(run.rows().of(LayerStats.class), COLUMNS);
    }

    @Test
    void theInnermostModuleWithALayerTellsElseTheInnermostOperator() {
        TestTrace trace = new TestTrace("t")
                .withBackward()
                .module("Attention_0", 0, 100)
                .layer(Layer.ATTENTION)
                .module("Linear_1", 10, 30)
                .operator("layer_norm", 12, 20)
                .telling(PhaseMark.FORWARD)
                .layer(Layer.NORM)
                .numbered(7)
                .call("launch", 15, 2, 1)
                .operator("embedding", 110, 20)
                .layer(Layer.EMBEDDING)
                .operator("index", 112, 10)
                .call("launch", 115, 2, 2)
                .call("launch", 140, 2, 3)
                .on("1", "engine")
                .operator("engine", 150, 40)
                .telling(PhaseMark.BACKWARD)
                .numbered(7)
                .call("launch", 160, 2, 4)
                .kernel("norm", 20, 5, 1)
                .kernel("index", 120, 7, 2)
                .kernel("other", 145, 11, 3)
                .kernel("backward", 165, 13, 4);
        assertThat(layers(PassRun.of(trace)))
                .containsExactly(
                        "OTHER null 1 11 0 0 0", "EMBEDDING OPERATOR 1 7 0 0 0", "ATTENTION MODULE 2 18 5 13 0");
    }

    @Test
    void aTraceInWhichNothingTellsALayerHasNoRows() {
        assertThat(layers(PassRun.of(new TestTrace("t")
                        .operator("mm", 0, 50)
                        .call("launch", 10, 2, 1)
                        .kernel("k", 20, 5, 1))))
                .isEmpty();
    }

    @Property(tries = 60)
    void layersOfADeviceHaveTheTimeOfItsEvents(
            @ForAll @IntRange(min = 1, max = 120) int events,
            @ForAll @IntRange(min = 1, max = 50) int batchEvents,
            @ForAll long seed) {
        PassRun run = PassRun.of(RandomTraces.mixed("t", events, seed).batches(batchEvents), PassConfig.defaults());
        List<LayerStats> rows = run.rows().of(LayerStats.class);
        if (!rows.isEmpty()) {
            long time = rows.stream().mapToLong(LayerStats::getDeviceNs).sum();
            long ofDevices = run.rows().of(DeviceStats.class).stream()
                    .filter(row -> row.getStep() == null)
                    .mapToLong(DeviceStats::getDeviceEventsNs)
                    .sum();
            assertThat(time).isEqualTo(ofDevices);
        }
    }
}
