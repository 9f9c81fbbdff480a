package io.tracemill.ingest.facts;

import io.tracemill.ingest.facts.CoreRatios.Core;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Use of a core's pipes by a kernel, from the means of its hardware counters over many calls. If the kernel ran on two
 * cores, the use of the one that was busier.
 *
 * @param ratios shares of the core's time in which each pipe worked
 * @param cacheHits share of hits in all that was looked for in the L2 cache
 * @param bandwidth read from and written to main memory, in GB/s
 * @param cubeUsed use of the cube unit, in percent of what it could do
 * @param memoryBound whether it waits for memory most
 */
public record CorePipes(
        Map<Pipe, Double> ratios,
        @Nullable Double cacheHits,
        @Nullable Double bandwidth,
        @Nullable Double cubeUsed,
        boolean memoryBound) {

    /** Use by a kernel with these means; empty if they do not include those of pipes. */
    public static Optional<CorePipes> of(Map<String, Double> means) {
        if (means.keySet().stream().noneMatch(name -> name.endsWith("mte2_ratio"))) {
            return Optional.empty();
        }
        CoreRatios ratios = new CoreRatios();
        means.forEach((counter, mean) -> {
            int index = CoreRatios.indexOf(counter);
            if (index != CoreRatios.NONE) {
                ratios.set(index, mean);
            }
        });
        Core core =
                ratios.ofBusier(means.getOrDefault("aicore_time(us)", 0.0), means.getOrDefault("aiv_time(us)", 0.0));
        Map<Pipe, Double> pipes = new EnumMap<>(Pipe.class);
        for (Pipe pipe : Pipe.values()) {
            Double ratio = ratios.ratio(core, pipe);
            if (ratio != null) {
                pipes.put(pipe, ratio);
            }
        }
        return Optional.of(new CorePipes(
                pipes,
                cacheHits(means, core.prefix()),
                bandwidth(means, core.prefix()),
                means.get("cube_utilization(%)"),
                ratios.isMemoryBound(core)));
    }

    private static @Nullable Double bandwidth(Map<String, Double> means, String core) {
        Double read = means.get(core + "main_mem_read_bw(GB/s)");
        Double written = means.get(core + "main_mem_write_bw(GB/s)");
        return read == null && written == null ? null : orZero(read) + orZero(written);
    }

    private static @Nullable Double cacheHits(Map<String, Double> means, String core) {
        double hits = sum(means, core, "cache_hit");
        double looked = hits + sum(means, core, "cache_miss_allocate");
        return looked == 0 ? null : hits / looked;
    }

    private static double sum(Map<String, Double> means, String core, String ending) {
        return means.entrySet().stream()
                .filter(counter ->
                        counter.getKey().startsWith(core) && counter.getKey().endsWith(ending))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
