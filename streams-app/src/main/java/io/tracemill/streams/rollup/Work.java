package io.tracemill.streams.rollup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Map;

/** Classes of device work, each a bit in the mask of what runs at a time. */
enum Work {
    /** Kernels and memsets. */
    COMPUTING(0),
    /** Kernels that counters prove to be bound by memory. */
    MEMORY_BOUND(1),
    /** Collectives. */
    COMMUNICATION(2),
    /** Copies. */
    COPY(3);

    // What the names of counters begin with: on older chips the cube and the vector unit are one core.
    private static final String ONE_CORE = "";
    private static final String CUBE = "aic_";
    private static final String VECTOR = "aiv_";

    /** Combinations of classes. */
    static final int MASKS = 1 << 4;

    private final int index;

    Work(int index) {
        this.index = index;
    }

    /** Position in arrays by class. */
    int index() {
        return index;
    }

    int bit() {
        return 1 << index;
    }

    boolean in(int mask) {
        return (mask & bit()) != 0;
    }

    static boolean computes(int mask) {
        return COMPUTING.in(mask) || MEMORY_BOUND.in(mask);
    }

    static Work of(TraceSpan deviceEvent) {
        return switch (deviceEvent.kind()) {
            case KERNEL -> isMemoryBound(deviceEvent.event()) ? MEMORY_BOUND : COMPUTING;
            case MEMSET -> COMPUTING;
            case COMMUNICATION -> COMMUNICATION;
            case MEMCPY -> COPY;
            case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER ->
                throw new IllegalArgumentException("a device event was expected but it was " + deviceEvent.kind());
        };
    }

    /** The vendor's rule on Ascend counters: mte2_ratio above the larger of mac_ratio and vec_ratio. */
    private static boolean isMemoryBound(FlatEvent event) {
        if (!event.hasCounters()) {
            return false;
        }
        Map<String, Double> counters = event.counters();
        String core = counters.containsKey("mte2_ratio") ? ONE_CORE : ranOnCube(event, counters) ? CUBE : VECTOR;
        double loading = counters.getOrDefault(core + "mte2_ratio", 0.0);
        double cube = counters.getOrDefault(core + "mac_ratio", 0.0);
        double vector = counters.getOrDefault(core + "vec_ratio", 0.0);
        return loading > Math.max(cube, vector);
    }

    /**
     * Whether the counters of the cube core speak for a kernel, and not those of the vector core: as its task type says,
     * else if the cube did anything. Files give both to each kernel, with zeros for the core that had no part in it.
     */
    private static boolean ranOnCube(FlatEvent event, Map<String, Double> counters) {
        String args = event.args == null ? "" : new String(event.args, event.argsOffset, event.argsLength, UTF_8);
        if (args.contains("\"AI_VECTOR_CORE\"") || args.contains("\"MIX_AIV\"")) {
            return false;
        }
        return counters.getOrDefault("aic_mte2_ratio", 0.0) > 0 || counters.getOrDefault("aic_mac_ratio", 0.0) > 0;
    }
}
