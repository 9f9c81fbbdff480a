package io.tracemill.ingest.facts;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shares of the time of Ascend's cores in which each of their pipes worked, from hardware counters. Newer chips have a
 * cube core and a vector core with counters of their own; older ones have one core, whose counters have no prefix.
 */
final class CoreRatios {

    /** Core, and the beginning of its counters' names. */
    enum Core {
        ONLY(""),
        CUBE("aic_"),
        VECTOR("aiv_");

        private final String prefix;

        Core(String prefix) {
            this.prefix = prefix;
        }

        String prefix() {
            return prefix;
        }
    }

    /** Index of a counter that is no ratio of a pipe. */
    static final int NONE = -1;

    private static final int PIPES = Pipe.values().length;
    private static final Map<String, Integer> INDEXES = indexes();

    private final double[] ratios = new double[Core.values().length * PIPES];
    private boolean empty = true;

    CoreRatios() {
        Arrays.fill(ratios, Double.NaN);
    }

    private static Map<String, Integer> indexes() {
        Map<String, Integer> indexes = new HashMap<>();
        for (Core core : Core.values()) {
            for (Pipe pipe : Pipe.values()) {
                indexes.put(core.prefix + pipe.counter() + "_ratio", index(core, pipe));
            }
        }
        return indexes;
    }

    @SuppressWarnings("EnumOrdinal") // an index that nobody else sees
    private static int index(Core core, Pipe pipe) {
        return core.ordinal() * PIPES + pipe.ordinal();
    }

    /** Index of a counter, {@link #NONE} if it is no ratio of a pipe. */
    static int indexOf(String counter) {
        return INDEXES.getOrDefault(counter, NONE);
    }

    /** Forgets all ratios. */
    void clear() {
        if (!empty) {
            Arrays.fill(ratios, Double.NaN);
            empty = true;
        }
    }

    /** Sets the ratio of an index. */
    void set(int index, double ratio) {
        ratios[index] = ratio;
        empty = false;
    }

    boolean isEmpty() {
        return empty;
    }

    /** Share of a core's time in which a pipe worked; null if no counter gives it. */
    @Nullable
    Double ratio(Core core, Pipe pipe) {
        double ratio = ratios[index(core, pipe)];
        return Double.isNaN(ratio) ? null : ratio;
    }

    private double orZero(Core core, Pipe pipe) {
        double ratio = ratios[index(core, pipe)];
        return Double.isNaN(ratio) ? 0 : ratio;
    }

    /** Core that ran a kernel: the vector core if its task says so, else the cube core if that did anything. */
    Core ofKernel(boolean ranOnVector) {
        if (ratio(Core.ONLY, Pipe.MTE2) != null) {
            return Core.ONLY;
        }
        boolean ranOnCube = orZero(Core.CUBE, Pipe.MTE2) > 0 || orZero(Core.CUBE, Pipe.CUBE) > 0;
        return ranOnVector || !ranOnCube ? Core.VECTOR : Core.CUBE;
    }

    /**
     * Core that many calls kept busier, by the time of each. Files give both cores to each kernel, with zeros for one
     * that had no part in it.
     */
    Core ofBusier(double cubeTime, double vectorTime) {
        if (cubeTime == vectorTime || ratio(Core.ONLY, Pipe.MTE2) != null) {
            return ofKernel(false);
        }
        return cubeTime > vectorTime ? Core.CUBE : Core.VECTOR;
    }

    /** The vendor's rule: loading from memory took longer than either computing unit worked. */
    boolean isMemoryBound(Core core) {
        return orZero(core, Pipe.MTE2) > Math.max(orZero(core, Pipe.CUBE), orZero(core, Pipe.VECTOR));
    }
}
