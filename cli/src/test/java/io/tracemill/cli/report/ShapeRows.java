package io.tracemill.cli.report;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.DeviceWork;
import io.tracemill.schemas.RooflineBound;
import io.tracemill.schemas.ShapeStats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of shapes for reports. */
final class ShapeRows {

    private ShapeRows() {}

    /** A product of matrices bound by its unit, an addition bound by memory, and what is of no operator. */
    static List<ShapeStats> all() {
        return List.of(
                shape("aten::mm", "[[8192,4096],[4096,4096]]", 1_500_000)
                        .setCount(2)
                        .setKernelCount(2)
                        .setFlops(274_877_906_944L)
                        .setBytes(167_772_160L)
                        .setUnit(ComputeUnit.MATRIX_BF16)
                        .setEstimate(false)
                        .setTflopsPerS(366.503875925)
                        .setTbPerS(0.223696213)
                        .setFlopsPerByte(1638.4)
                        .setRooflineNs(1_762_037.9)
                        .setRooflinePct(117.469193)
                        .setBound(RooflineBound.COMPUTE)
                        .build(),
                shape("aten::add", "[[8192,4096],[8192,4096]]", 800_000)
                        .setCount(3)
                        .setKernelCount(6)
                        .setFlops(33_554_432L)
                        .setBytes(201_326_592L)
                        .setUnit(ComputeUnit.VECTOR_BF16)
                        .setEstimate(false)
                        .setTflopsPerS(0.12582912)
                        .setTbPerS(0.75497472)
                        .setFlopsPerByte(0.166666667)
                        .setRooflineNs(296_213.7)
                        .setRooflinePct(37.0267)
                        .setBound(RooflineBound.MEMORY)
                        .build(),
                shape(null, null, 100_000).setKernelCount(1).build());
    }

    private static ShapeStats.Builder shape(@Nullable String operator, @Nullable String dims, long ns) {
        return ShapeStats.newBuilder()
                .setTraceId("t")
                .setRun("run")
                .setDate("2026-01-01")
                .setDevice("0")
                .setOperator(operator)
                .setInputDims(dims)
                .setCount(0)
                .setKernelCount(0)
                .setDeviceNs(ns)
                .setDevicePct(ns / 24_000.0);
    }

    /** Work of the device in a window. */
    static DeviceWork work() {
        return DeviceWork.newBuilder()
                .setModelledNs(2_300_000)
                .setModelledPct(95.8)
                .setBoundNs(2_300_000)
                .setBoundPct(95.8)
                .setFlops(549_856_477_184L)
                .setRecomputeFlops(0)
                .setUnit(ComputeUnit.MATRIX_BF16)
                .setAchievedFlops(239.07e12)
                .setEstimatedFlops(267.2e12)
                .setEfficiencyPct(89.5)
                .setMfuPct(44.1)
                .build();
    }
}
