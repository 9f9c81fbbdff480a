package io.tracemill.ingest.facts;

import static io.tracemill.schemas.flat.Attribute.CORE;
import static io.tracemill.schemas.flat.Attribute.MEMORY_BOUND;
import static io.tracemill.schemas.flat.Attribute.WORK;
import static io.tracemill.schemas.flat.Attribute.WORK_BYTES;
import static io.tracemill.schemas.flat.Attribute.WORK_FLOPS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.facts.CoreRatios.Core;
import io.tracemill.schemas.EventKind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelFactsTest {

    private static final Map<String, Double> BOTH =
            Map.of("aic_mac_ratio", 0.8, "aic_mte2_ratio", 0.2, "aiv_vec_ratio", 0.3, "aiv_mte2_ratio", 0.9);

    @Test
    void theCountersOfTheCoreThatRanDecideWhetherAKernelIsBoundByMemory() {
        Map<String, Double> vector =
                Map.of("aic_mac_ratio", 0.0, "aic_mte2_ratio", 0.0, "aiv_vec_ratio", 0.3, "aiv_mte2_ratio", 0.9);
        Map<String, Double> onlyCore = Map.of("mac_ratio", 0.2, "vec_ratio", 0.1, "mte2_ratio", 0.9);
        assertThat(kernel(vector, "{}").value(MEMORY_BOUND)).isEqualTo("true");
        assertThat(kernel(BOTH, "{}").value(MEMORY_BOUND)).isEqualTo("false");
        assertThat(kernel(BOTH, "{\"Task Type\":\"MIX_AIC\"}").value(MEMORY_BOUND))
                .isEqualTo("false");
        assertThat(kernel(BOTH, "{\"Task Type\":\"MIX_AIV\"}").value(MEMORY_BOUND))
                .isEqualTo("true");
        assertThat(kernel(onlyCore, "{}").value(MEMORY_BOUND)).isEqualTo("true");
    }

    @Test
    void countersOfOtherVendorsSayNothingOfACore() {
        FactEvent kernel = kernel(Map.of("smsp__inst_executed.sum", 5.0), "{}");
        assertThat(kernel.has(MEMORY_BOUND)).isFalse();
        assertThat(kernel.has(CORE)).isFalse();
    }

    @Test
    void theTableOfKernelsSaysWhichCoreRanOneEvenWithoutCounters() {
        assertThat(core("{\"Task Type\":\"AI_CORE\",\"Accelerator Core\":\"AI_VECTOR_CORE\"}"))
                .contains("VECTOR");
        assertThat(core("{\"Task Type\":\"AI_CORE\",\"Accelerator Core\":\"AI_CORE\"}"))
                .contains("CUBE");
        assertThat(core("{\"Task Type\":\"MIX_AIC\"}")).contains("MIXED");
        assertThat(core("{\"Task Type\":\"MIX_AIV\"}")).contains("MIXED");
        assertThat(core("{\"Task Type\":\"AI_CORE\"}")).isEmpty();
        assertThat(core("{\"Task Type\":\"AI_CPU\"}")).isEmpty();
    }

    @Test
    void theTableOfKernelsTellsTheWorkOfOneThatMultipliesMatrices() {
        String shapes = "\"Input Shapes\":\"\\\"2,3;3,4\\\"\",\"Input Data Types\":\"FLOAT;FLOAT\","
                + "\"Input Formats\":\"ND;ND\",\"Output Shapes\":\"\\\"2,4\\\"\"}";
        FactEvent product = kernel(Map.of(), "{\"Type\":\"MatMulV2\"," + shapes);
        assertThat(product.value(WORK_FLOPS)).isEqualTo("48");
        assertThat(product.value(WORK_BYTES)).isEqualTo("104");
        assertThat(kernel(Map.of(), "{\"OP Type\":\"MatMulV3\"," + shapes).value(WORK_FLOPS))
                .isEqualTo("48");
        assertThat(kernel(Map.of(), "{\"Type\":\"Add\"," + shapes).has(WORK)).isFalse();
        assertThat(kernel(Map.of(), "{\"Type\":\"MatMulV2\"}").has(WORK)).isFalse();
    }

    private static Optional<String> core(String args) {
        return Optional.ofNullable(kernel(Map.of(), args).value(CORE));
    }

    private static FactEvent kernel(Map<String, Double> counters, String args) {
        return FactEvent.of(EventKind.KERNEL, "k").counters(counters).args(args).told();
    }

    @Test
    void manyCallsAreSpokenForByTheCoreThatTheyKeptBusier() {
        CoreRatios ratios = ratios(Map.of("aiv_mte2_ratio", 0.9));
        assertThat(ratios.ofBusier(9, 2)).isEqualTo(Core.CUBE);
        assertThat(ratios.isMemoryBound(Core.CUBE)).isFalse();
        assertThat(ratios.ofBusier(2, 9)).isEqualTo(Core.VECTOR);
        assertThat(ratios.isMemoryBound(Core.VECTOR)).isTrue();
    }

    @Test
    void withoutTimesItIsTheCubeIfThatDidAnything() {
        assertThat(ratios(Map.of("aic_mac_ratio", 0.1, "aiv_vec_ratio", 0.9)).ofBusier(0, 0))
                .isEqualTo(Core.CUBE);
        assertThat(ratios(Map.of("aic_mac_ratio", 0.0, "aiv_vec_ratio", 0.9)).ofBusier(0, 0))
                .isEqualTo(Core.VECTOR);
    }

    @Test
    void olderChipsHaveOneCoreWhoseCountersHaveNoPrefix() {
        CoreRatios ratios = ratios(Map.of("mte2_ratio", 0.5, "mac_ratio", 0.4, "vec_ratio", 0.2));
        assertThat(ratios.ofBusier(3, 0)).isEqualTo(Core.ONLY);
        assertThat(ratios.ofKernel(true)).isEqualTo(Core.ONLY);
        assertThat(ratios.isMemoryBound(Core.ONLY)).isTrue();
        assertThat(ratios.ratio(Core.ONLY, Pipe.CUBE)).isEqualTo(0.4);
        assertThat(ratios.ratio(Core.ONLY, Pipe.MTE1)).isNull();
    }

    @Test
    void aKernelIsMemoryBoundOnlyAboveBothComputingUnits() {
        assertThat(bound(0.5, 0.5, 0.1)).isFalse();
        assertThat(bound(0.5, 0.1, 0.5)).isFalse();
        assertThat(bound(0.5, 0.4, 0.4)).isTrue();
        assertThat(ratios(Map.of()).isMemoryBound(Core.VECTOR)).isFalse();
    }

    private static boolean bound(double loading, double cube, double vector) {
        return ratios(Map.of("mte2_ratio", loading, "mac_ratio", cube, "vec_ratio", vector))
                .isMemoryBound(Core.ONLY);
    }

    private static CoreRatios ratios(Map<String, Double> counters) {
        CoreRatios ratios = new CoreRatios();
        counters.forEach((counter, ratio) -> ratios.set(CoreRatios.indexOf(counter), ratio));
        return ratios;
    }
}
