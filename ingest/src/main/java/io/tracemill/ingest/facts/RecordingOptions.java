package io.tracemill.ingest.facts;

import java.util.Map;
import java.util.Optional;

/** What to tell a profiler so that it records more, by the name of the dialect that it writes. */
public final class RecordingOptions {

    /** Part of a trace that a profiler records only if it is told to. */
    public enum Part {
        /** Shapes of the inputs of operators. */
        SHAPES,
        /** Calls of modules. */
        MODULES,
        /** Allocations and releases of memory. */
        MEMORY,
        /** Hardware counters of kernels. */
        COUNTERS,
        /** Steps of a training. */
        STEPS,
        /** Peaks of the devices. */
        PEAKS
    }

    private static final String STEPS_OF_PYTORCH = "call step() of the profiler after each step";

    private static final Map<String, Map<Part, String>> BY_DIALECT = Map.of(
            "kineto",
                    Map.of(
                            Part.SHAPES, "record_shapes=True",
                            Part.MODULES, "with_stack=True",
                            Part.MEMORY, "profile_memory=True",
                            Part.STEPS, STEPS_OF_PYTORCH),
            "torch_npu",
                    Map.of(
                            Part.MEMORY, "profile_memory=True",
                            Part.COUNTERS, "profiler_level=Level1 or above, and aic_metrics",
                            Part.STEPS, STEPS_OF_PYTORCH,
                            Part.PEAKS,
                                    "keep PROF_*/device_N/info.json.N beside the output, for types of 8 and 16 bits"));

    private RecordingOptions() {}

    /** What fills a part of the traces of a dialect; empty if its profiler is not known, or cannot. */
    public static Optional<String> of(String dialect, Part part) {
        return Optional.ofNullable(BY_DIALECT.getOrDefault(dialect, Map.of()).get(part));
    }
}
