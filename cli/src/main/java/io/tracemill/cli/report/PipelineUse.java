package io.tracemill.cli.report;

import io.tracemill.schemas.CoreCounters;
import io.tracemill.schemas.KernelStats;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Use of a core's pipes by a kernel, from hardware counters: means over its calls. If the kernel ran on two cores, the
 * use of the one that was busier.
 *
 * @param kernel the kernel
 * @param pipes shares of the core's time in which each pipe worked, in percent
 * @param cacheHits of all that was looked for in the L2 cache, in percent
 * @param bandwidth read from and written to main memory, in GB/s
 * @param cubeUsed of what the cube unit could do, in percent
 * @param memoryBound whether it waits for memory most
 */
record PipelineUse(
        KernelStats kernel,
        Map<Pipe, Double> pipes,
        @Nullable Double cacheHits,
        @Nullable Double bandwidth,
        @Nullable Double cubeUsed,
        boolean memoryBound) {

    /** Pipe: a part of a core that works in parallel with the others. */
    enum Pipe {
        CUBE("mac", "cube"),
        VECTOR("vec", "vector"),
        SCALAR("scalar", "scalar"),
        MTE1("mte1", "MTE1"),
        MTE2("mte2", "MTE2"),
        MTE3("mte3", "MTE3"),
        FIXPIPE("fixpipe", "fixpipe");

        private final String counter;
        private final String title;

        Pipe(String counter, String title) {
            this.counter = counter;
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** Use by a kernel; empty if its counters do not include those of pipes. */
    static Optional<PipelineUse> of(KernelStats row) {
        Map<String, Double> counters = row.getCounters();
        if (counters == null || counters.keySet().stream().noneMatch(name -> name.endsWith("mte2_ratio"))) {
            return Optional.empty();
        }
        CoreCounters core = CoreCounters.ofBusier(counters);
        Map<Pipe, Double> pipes = new EnumMap<>(Pipe.class);
        for (Pipe pipe : Pipe.values()) {
            Double ratio = core.ratio(pipe.counter);
            if (ratio != null) {
                pipes.put(pipe, 100 * ratio);
            }
        }
        return Optional.of(new PipelineUse(
                row,
                pipes,
                cacheHits(core),
                bandwidth(core),
                core.all().get("cube_utilization(%)"),
                core.isMemoryBound()));
    }

    /** Pipe that worked most, on which the kernel stalls; the first one of a tie. */
    Optional<Pipe> busiest() {
        Pipe busiest = null;
        for (Map.Entry<Pipe, Double> pipe : pipes.entrySet()) {
            if (busiest == null || pipe.getValue() > pipes.getOrDefault(busiest, 0.0)) {
                busiest = pipe.getKey();
            }
        }
        return Optional.ofNullable(busiest);
    }

    /** Share of the busiest pipe, in percent. */
    @Nullable
    Double efficiency() {
        return busiest().map(pipes::get).orElse(null);
    }

    private static @Nullable Double bandwidth(CoreCounters core) {
        Double read = core.all().get(core.core() + "main_mem_read_bw(GB/s)");
        Double written = core.all().get(core.core() + "main_mem_write_bw(GB/s)");
        return read == null && written == null ? null : orZero(read) + orZero(written);
    }

    private static @Nullable Double cacheHits(CoreCounters core) {
        double hits = sum(core, "cache_hit");
        double looked = hits + sum(core, "cache_miss_allocate");
        return looked == 0 ? null : 100 * (hits / looked);
    }

    private static double sum(CoreCounters core, String ending) {
        return core.all().entrySet().stream()
                .filter(counter -> counter.getKey().startsWith(core.core())
                        && counter.getKey().endsWith(ending))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
