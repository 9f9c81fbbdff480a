package io.tracemill.cli.report;

import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.TimelinePattern;
import org.jspecify.annotations.Nullable;

/** What the report calls the things that the schemas name in capitals, numbers and nulls. */
final class Labels {

    private Labels() {}

    static String device(@Nullable String device) {
        return device == null ? "unnamed" : device;
    }

    static String device(@Nullable String device, @Nullable String model) {
        String name = device == null ? "The unnamed device" : "Device " + device;
        return model == null ? name : name + " (" + model + ")";
    }

    static String step(@Nullable Integer step) {
        return step == null ? "all" : step < 0 ? "before" : step.toString();
    }

    static String bound(BottleneckClass bottleneck) {
        return switch (bottleneck) {
            case COMPUTE_BOUND -> "compute";
            case MEMORY_BOUND -> "memory";
            case COMMUNICATION_BOUND -> "communication";
            case SYNC_BOUND -> "synchronisation";
            case BALANCED -> "balanced";
        };
    }

    static String pattern(TimelinePattern pattern) {
        return switch (pattern) {
            case COMPUTE_DENSE -> "compute-dense";
            case COPY_HEAVY -> "copy-heavy";
            case COMMUNICATION_HEAVY -> "communication-heavy";
            case GAPS -> "gaps";
        };
    }
}
