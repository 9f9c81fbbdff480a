package io.tracemill.cli.report;

import io.tracemill.ingest.facts.CorePipes;
import io.tracemill.ingest.facts.Pipe;
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

    /** Use by a kernel; empty if its counters do not include those of pipes. */
    static Optional<PipelineUse> of(KernelStats row) {
        Map<String, Double> counters = row.getCounters();
        return CorePipes.of(counters == null ? Map.of() : counters).map(core -> of(row, core));
    }

    private static PipelineUse of(KernelStats row, CorePipes core) {
        Map<Pipe, Double> pipes = new EnumMap<>(Pipe.class);
        core.ratios().forEach((pipe, ratio) -> pipes.put(pipe, 100 * ratio));
        Double cacheHits = core.cacheHits();
        return new PipelineUse(
                row,
                pipes,
                cacheHits == null ? null : 100 * cacheHits,
                core.bandwidth(),
                core.cubeUsed(),
                core.memoryBound());
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
}
