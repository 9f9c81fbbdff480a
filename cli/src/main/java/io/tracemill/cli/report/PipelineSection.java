package io.tracemill.cli.report;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import io.tracemill.schemas.CoreCounters;
import io.tracemill.schemas.KernelStats;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far each kernel filled the pipes of an Ascend core, from its hardware counters: of the cube core or the vector core,
 * whichever it was busier on. Ratios are shares of the core's time, means over the kernel's calls.
 */
final class PipelineSection {

    private static final Map<String, String> PIPES = Map.of(
            "mac", "cube",
            "vec", "vector",
            "scalar", "scalar",
            "mte1", "MTE1",
            "mte2", "MTE2",
            "mte3", "MTE3",
            "fixpipe", "fixpipe");

    private static final List<String> IN_ORDER = List.of("mac", "vec", "scalar", "mte1", "mte2", "mte3", "fixpipe");
    private static final double GOOD_CUBE_PCT = 75;
    private static final double POOR_CUBE_PCT = 50;
    private static final double GOOD_BANDWIDTH = 250;
    private static final double POOR_BANDWIDTH = 150;
    private static final double ROOM_PCT = 70;

    private PipelineSection() {}

    /** Whether the counters of a kernel say how busy its pipes were. */
    static boolean tells(KernelStats row) {
        Map<String, Double> counters = row.getCounters();
        return counters != null && counters.keySet().stream().anyMatch(name -> name.endsWith("mte2_ratio"));
    }

    static void print(List<KernelStats> rows, Page page) {
        TextTable table = new TextTable(
                "<kernel",
                "device",
                "cube",
                "vector",
                "scalar",
                "MTE1",
                "MTE2",
                "MTE3",
                "fixpipe",
                "L2 hits",
                "memory GB/s",
                "cube used",
                "efficiency",
                "<stalls on");
        rows.stream().filter(PipelineSection::tells).forEach(row -> add(row, table));
        if (table.isEmpty()) {
            return;
        }
        page.heading("PIPELINES  (share of the core's time in which each pipe worked; all counters: --format json)");
        page.table(table);
        page.text("Efficiency is the busiest pipe's share, and a kernel stalls on that pipe; below " + (int) ROOM_PCT
                + " % it has room. A cube used above " + (int) GOOD_CUBE_PCT + " % is good, below "
                + (int) POOR_CUBE_PCT
                + " % poor; so is memory above " + (int) GOOD_BANDWIDTH + " and below " + (int) POOR_BANDWIDTH
                + " GB/s.");
    }

    private static void add(KernelStats row, TextTable table) {
        Counters counters = Counters.of(row);
        Double[] ratios = IN_ORDER.stream().map(counters::ratio).toArray(Double[]::new);
        String busiest = "";
        double efficiency = -1;
        for (int i = 0; i < ratios.length; i++) {
            if (ratios[i] != null && ratios[i] > efficiency) {
                efficiency = ratios[i];
                busiest = IN_ORDER.get(i);
            }
        }
        table.row(
                row.getKernel(),
                Labels.device(row.getDevice()),
                share(ratios[0]),
                share(ratios[1]),
                share(ratios[2]),
                share(ratios[3]),
                share(ratios[4]),
                share(ratios[5]),
                share(ratios[6]),
                share(counters.cacheHits()),
                rated(counters.bandwidth(), GOOD_BANDWIDTH, POOR_BANDWIDTH, "%.0f"),
                rated(counters.cubeUsed(), GOOD_CUBE_PCT, POOR_CUBE_PCT, "%.1f %%"),
                share(efficiency) + (100 * efficiency < ROOM_PCT ? " (room)" : ""),
                PIPES.get(busiest) + (counters.isMemoryBound() ? ", memory-bound" : ""));
    }

    private static String share(@Nullable Double ratio) {
        return ratio == null ? "" : Figures.percent(100 * ratio);
    }

    private static String rated(@Nullable Double value, double good, double poor, String format) {
        if (value == null || value == 0) {
            return "";
        }
        return String.format(Locale.ROOT, format, value) + (value > good ? " (good)" : value < poor ? " (poor)" : "");
    }

    /** What the counters of a kernel say of the core that speaks for it. */
    private record Counters(CoreCounters of) {

        static Counters of(KernelStats row) {
            return new Counters(CoreCounters.ofBusier(row.getCounters() == null ? Map.of() : row.getCounters()));
        }

        @Nullable
        Double ratio(String pipe) {
            return of.ratio(pipe);
        }

        boolean isMemoryBound() {
            return of.isMemoryBound();
        }

        @Nullable
        Double cubeUsed() {
            return of.all().get("cube_utilization(%)");
        }

        /** Bytes read from and written to main memory, in GB/s. */
        @Nullable
        Double bandwidth() {
            Double read = of.all().get(of.core() + "main_mem_read_bw(GB/s)");
            Double written = of.all().get(of.core() + "main_mem_write_bw(GB/s)");
            return read == null && written == null ? null : orZero(read) + orZero(written);
        }

        /** Hits of all that was looked for in the L2 cache. */
        @Nullable
        Double cacheHits() {
            double hits = sum("cache_hit");
            double looked = hits + sum("cache_miss_allocate");
            return looked == 0 ? null : hits / looked;
        }

        private double sum(String ending) {
            return of.all().entrySet().stream()
                    .filter(counter -> counter.getKey().startsWith(of.core())
                            && counter.getKey().endsWith(ending))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
        }

        private static double orZero(@Nullable Double value) {
            return value == null ? 0 : value;
        }
    }
}
