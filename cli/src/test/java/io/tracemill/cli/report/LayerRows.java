package io.tracemill.cli.report;

import io.tracemill.schemas.Layer;
import io.tracemill.schemas.LayerSource;
import io.tracemill.schemas.LayerStats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of layers for reports. */
final class LayerRows {

    private LayerRows() {}

    /** Attention that modules tell, a norm that an operator tells, and the rest. */
    static List<LayerStats> all() {
        return List.of(
                layer(Layer.ATTENTION, LayerSource.MODULE, 1_500_000),
                layer(Layer.NORM, LayerSource.OPERATOR, 300_000),
                layer(Layer.OTHER, null, 600_000));
    }

    private static LayerStats layer(Layer layer, @Nullable LayerSource source, long ns) {
        return LayerStats.newBuilder()
                .setTraceId("t")
                .setRun("run")
                .setDate("2026-01-01")
                .setDevice("0")
                .setLayer(layer)
                .setSource(source)
                .setKernelCount(3)
                .setDeviceNs(ns)
                .setDevicePct(ns / 24_000.0)
                .setForwardNs(ns / 3)
                .setBackwardNs(2 * ns / 3)
                .setRecomputeNs(0)
                .build();
    }
}
