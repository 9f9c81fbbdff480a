package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Named;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.Phase;
import io.tracemill.schemas.TimelinePattern;
import org.jspecify.annotations.Nullable;

/** Names for people of values that the schemas write in capitals, as numbers or as null. */
public final class Labels {

    private Labels() {}

    static Named device(@Nullable String device) {
        return new Named(device, device == null ? "unnamed" : device);
    }

    /** Name of a device; null is the host. */
    static Named deviceOrHost(@Nullable String device) {
        return new Named(device, device == null ? "host" : device);
    }

    static Named phase(Phase phase) {
        return new Named(
                phase.name(),
                switch (phase) {
                    case FORWARD -> "forward";
                    case BACKWARD -> "backward";
                    case OPTIMIZER -> "optimizer";
                    case RECOMPUTE -> "recompute";
                    case DATA -> "data";
                    case PREFILL -> "prefill";
                    case DECODE -> "decode";
                    case MIXED -> "prefill and decode";
                    case INFERENCE -> "inference";
                    case OTHER -> "other";
                    case NO_LAUNCH -> "launch unknown";
                });
    }

    /** Class of modules, or what stands in its place where there is no module. */
    static Named module(String module) {
        return new Named(
                module,
                switch (module) {
                    case ModuleUse.NONE -> "no module";
                    case ModuleUse.NO_LAUNCH -> "launch unknown";
                    default -> module;
                });
    }

    static Named step(@Nullable Integer step) {
        return new Named(step, step == null ? "all" : step < 0 ? "before" : step.toString());
    }

    static Named bottleneck(BottleneckClass bottleneck) {
        return new Named(bottleneck.name(), bound(bottleneck));
    }

    static Named confidence(Confidence confidence) {
        return new Named(
                confidence.name(),
                switch (confidence) {
                    case LOW -> "low";
                    case MEDIUM -> "medium";
                    case HIGH -> "high";
                });
    }

    /** What a class of bottlenecks is bound by. */
    public static String bound(BottleneckClass bottleneck) {
        return switch (bottleneck) {
            case COMPUTE_BOUND -> "compute";
            case MEMORY_BOUND -> "memory";
            case COMMUNICATION_BOUND -> "communication";
            case SYNC_BOUND -> "synchronisation";
            case BALANCED -> "balanced";
        };
    }

    static Named pattern(TimelinePattern pattern) {
        return new Named(
                pattern.name(),
                switch (pattern) {
                    case COMPUTE_DENSE -> "compute-dense";
                    case COPY_HEAVY -> "copy-heavy";
                    case COMMUNICATION_HEAVY -> "communication-heavy";
                    case GAPS -> "gaps";
                });
    }
}
