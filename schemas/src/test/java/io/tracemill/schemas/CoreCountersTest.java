package io.tracemill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CoreCountersTest {

    @Test
    void manyCallsAreSpokenForByTheCoreThatTheyKeptBusier() {
        Map<String, Double> cube = Map.of("aicore_time(us)", 9.0, "aiv_time(us)", 2.0, "aiv_mte2_ratio", 0.9);
        Map<String, Double> vector = Map.of("aicore_time(us)", 2.0, "aiv_time(us)", 9.0, "aiv_mte2_ratio", 0.9);
        assertThat(CoreCounters.ofBusier(cube).core()).isEqualTo("aic_");
        assertThat(CoreCounters.ofBusier(cube).isMemoryBound()).isFalse();
        assertThat(CoreCounters.ofBusier(vector).core()).isEqualTo("aiv_");
        assertThat(CoreCounters.ofBusier(vector).isMemoryBound()).isTrue();
    }

    @Test
    void withoutTimesItIsTheCubeIfThatDidAnything() {
        assertThat(CoreCounters.ofBusier(Map.of("aic_mac_ratio", 0.1, "aiv_vec_ratio", 0.9))
                        .core())
                .isEqualTo("aic_");
        assertThat(CoreCounters.ofBusier(Map.of("aic_mac_ratio", 0.0, "aiv_vec_ratio", 0.9))
                        .core())
                .isEqualTo("aiv_");
    }

    @Test
    void olderChipsHaveOneCoreWhoseCountersHaveNoPrefix() {
        Map<String, Double> counters =
                Map.of("mte2_ratio", 0.5, "mac_ratio", 0.4, "vec_ratio", 0.2, "aicore_time(us)", 3.0);
        assertThat(CoreCounters.ofBusier(counters).isMemoryBound()).isTrue();
        assertThat(CoreCounters.ofKernel(counters, true).isMemoryBound()).isTrue();
        assertThat(CoreCounters.ofBusier(counters).ratio("mac")).isEqualTo(0.4);
        assertThat(CoreCounters.ofBusier(counters).ratio("mte1")).isNull();
    }

    @Test
    void aKernelIsMemoryBoundOnlyAboveBothComputingUnits() {
        assertThat(bound(0.5, 0.5, 0.1)).isFalse();
        assertThat(bound(0.5, 0.1, 0.5)).isFalse();
        assertThat(bound(0.5, 0.4, 0.4)).isTrue();
        assertThat(CoreCounters.ofBusier(Map.of()).isMemoryBound()).isFalse();
    }

    private static boolean bound(double loading, double cube, double vector) {
        return CoreCounters.ofBusier(Map.of("mte2_ratio", loading, "mac_ratio", cube, "vec_ratio", vector))
                .isMemoryBound();
    }
}
