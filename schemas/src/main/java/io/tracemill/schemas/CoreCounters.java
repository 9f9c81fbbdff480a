package io.tracemill.schemas;

import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The hardware counters of the Ascend core that speaks for a kernel, or for many calls of one: on newer chips the cube core or
 * the vector core, each with counters of its own; on older ones the only core, whose counters have no prefix.
 *
 * @param all all counters of the kernel
 * @param core what the names of this core's counters begin with
 */
@NullMarked
public record CoreCounters(Map<String, Double> all, String core) {

    private static final String ONE_CORE = "";
    private static final String CUBE = "aic_";
    private static final String VECTOR = "aiv_";

    /** Of the core that many calls kept busier, since files give both to each kernel, with zeros for the one that had no part in it. */
    public static CoreCounters ofBusier(Map<String, Double> all) {
        double cube = all.getOrDefault("aicore_time(us)", 0.0);
        double vector = all.getOrDefault("aiv_time(us)", 0.0);
        return cube == vector ? ofKernel(all, false) : of(all, cube > vector ? CUBE : VECTOR);
    }

    /** Of the vector core if the type of the task says that it ran the kernel, else of the cube if that did anything. */
    public static CoreCounters ofKernel(Map<String, Double> all, boolean ranOnVector) {
        CoreCounters cube = of(all, CUBE);
        boolean ranOnCube = cube.orZero("mte2") > 0 || cube.orZero("mac") > 0;
        return ranOnVector || !ranOnCube ? of(all, VECTOR) : cube;
    }

    private static CoreCounters of(Map<String, Double> all, String core) {
        return new CoreCounters(all, all.containsKey("mte2_ratio") ? ONE_CORE : core);
    }

    /** Share of the core's time in which a pipe worked; null where no counter says it. */
    public @Nullable Double ratio(String pipe) {
        return all.get(core + pipe + "_ratio");
    }

    private double orZero(String pipe) {
        return all.getOrDefault(core + pipe + "_ratio", 0.0);
    }

    /** The vendor's rule: loading from memory took longer than either computing unit worked. */
    public boolean isMemoryBound() {
        return orZero("mte2") > Math.max(orZero("mac"), orZero("vec"));
    }
}
