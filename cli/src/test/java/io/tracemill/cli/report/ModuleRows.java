package io.tracemill.cli.report;

import io.tracemill.schemas.ModuleStats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of modules for reports. */
final class ModuleRows {

    private ModuleRows() {}

    /** A net with two linear modules and a dropout that launches nothing. */
    static List<ModuleStats> ofANet() {
        return List.of(
                onDevice("Net_0", "Net_0", 100_000, 2_300_000),
                onDevice("Net_0/Linear_0", "Linear_0", 1_400_000, 1_400_000),
                onDevice("Net_0/Linear_1", "Linear_1", 800_000, 800_000),
                onDevice("(none)", null, 100_000, 100_000),
                calls("Net_0", "Net_0", 1, 3_000_000),
                calls("Net_0/Linear_0", "Linear_0", 2, 700_000),
                calls("Net_0/Linear_1", "Linear_1", 2, 500_000),
                calls("Net_0/Dropout_0", "Dropout_0", 2, 20_000));
    }

    /** Device time of a module: three quarters of its own in the backward pass. */
    static ModuleStats onDevice(String path, @Nullable String instance, long ns, long totalNs) {
        return module(path, instance)
                .setDevice("0")
                .setDeviceNs(ns)
                .setDeviceTotalNs(totalNs)
                .setForwardNs(ns / 4)
                .setBackwardNs(ns - ns / 4)
                .setRecomputeNs(0L)
                .build();
    }

    static ModuleStats calls(String path, String instance, long count, long hostNs) {
        return module(path, instance).setCount(count).setHostNs(hostNs).build();
    }

    private static ModuleStats.Builder module(String path, @Nullable String instance) {
        return ModuleStats.newBuilder()
                .setTraceId("t")
                .setRun("run")
                .setDate("2026-01-01")
                .setPath(path)
                .setInstance(instance)
                .setClass$(instance == null ? null : instance.replaceFirst("_[0-9]+", ""));
    }
}
