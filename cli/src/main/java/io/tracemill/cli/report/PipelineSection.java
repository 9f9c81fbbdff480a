package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.ingest.facts.Pipe;
import io.tracemill.schemas.KernelStats;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Section on the pipes of a core: how busy each kernel kept them, and which of them it stalls on. */
final class PipelineSection implements Section<TraceReport> {

    private static final double GOOD_CUBE_PCT = 75;
    private static final double POOR_CUBE_PCT = 50;
    private static final double GOOD_BANDWIDTH = 250;
    private static final double POOR_BANDWIDTH = 150;
    private static final double ROOM_PCT = 70;

    private static final Layout<PipelineUse> LAYOUT = layout();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<PipelineUse> rows = report.kernels().stream()
                .map(PipelineUse::of)
                .flatMap(Optional::stream)
                .toList();
        Set<KernelStats> first = Collections.newSetFromMap(new IdentityHashMap<>());
        first.addAll(KernelFields.shown(report, top));
        List<PipelineUse> shown =
                rows.stream().filter(row -> first.contains(row.kernel())).toList();
        SheetBuilder<PipelineUse> sheet = LAYOUT.sheet(rows).showing(shown);
        if (!shown.isEmpty()) {
            sheet.note(Sentence.of("Efficiency is the busiest pipe's share, and a kernel stalls on that pipe; below "
                    + (int) ROOM_PCT + " % it has room. A cube used above " + (int) GOOD_CUBE_PCT + " % is good, below "
                    + (int) POOR_CUBE_PCT + " % poor; so is memory above " + (int) GOOD_BANDWIDTH + " and below "
                    + (int) POOR_BANDWIDTH + " GB/s."));
        }
        return sheet.build();
    }

    private static Layout<PipelineUse> layout() {
        Layout.Builder<PipelineUse> layout = Layout.rows("pipelines", "Pipelines", fields())
                .about("share of the core's time in which each pipe worked; the data formats have all counters")
                .key("kernel", "kernel")
                .key("device", "device");
        for (Pipe pipe : Pipe.values()) {
            layout.side(key(pipe), pipe.title());
        }
        return layout.side("l2_hits_pct", "L2 hits")
                .main("bandwidth_gb_per_s", "memory")
                .main("bandwidth_rating", "")
                .main("cube_used_pct", "cube used")
                .main("cube_used_rating", "")
                .main("efficiency_pct", "efficiency")
                .main("has_room", "room")
                .main("stalls_on", "stalls on")
                .main("memory_bound", "memory-bound")
                .build();
    }

    private static String key(Pipe pipe) {
        return pipe.name().toLowerCase(Locale.ROOT) + "_pct";
    }

    private static Fields<PipelineUse> fields() {
        Fields<PipelineUse> fields = KernelFields.ALL.only("kernel", "device").of(PipelineUse::kernel);
        for (Pipe pipe : Pipe.values()) {
            fields = fields.with(
                    key(pipe),
                    Unit.PERCENT,
                    "Share of the core's time in which the pipe " + pipe.title() + " worked.",
                    row -> row.pipes().get(pipe));
        }
        return judged(memory(fields));
    }

    private static Fields<PipelineUse> memory(Fields<PipelineUse> fields) {
        return fields.with(
                        "l2_hits_pct",
                        Unit.PERCENT,
                        "Hits of all that was looked for in the L2 cache.",
                        PipelineUse::cacheHits)
                .with(
                        "bandwidth_gb_per_s",
                        Unit.GB_PER_S,
                        "Bytes read from and written to main memory; absent where none were.",
                        row -> positive(row.bandwidth()))
                .with(
                        "bandwidth_rating",
                        Unit.TEXT,
                        "What `bandwidth_gb_per_s` is worth: good, fair or poor.",
                        row -> rating(row.bandwidth(), GOOD_BANDWIDTH, POOR_BANDWIDTH))
                .with(
                        "cube_used_pct",
                        Unit.PERCENT,
                        "What the cube unit did of what it could do; absent where it did nothing.",
                        row -> positive(row.cubeUsed()))
                .with(
                        "cube_used_rating",
                        Unit.TEXT,
                        "What `cube_used_pct` is worth: good, fair or poor.",
                        row -> rating(row.cubeUsed(), GOOD_CUBE_PCT, POOR_CUBE_PCT));
    }

    private static Fields<PipelineUse> judged(Fields<PipelineUse> fields) {
        return fields.with("efficiency_pct", Unit.PERCENT, "Share of the busiest pipe.", PipelineUse::efficiency)
                .with(
                        "has_room",
                        Unit.FLAG,
                        "Whether the busiest pipe worked less than " + (int) ROOM_PCT + " % of the time.",
                        PipelineSection::hasRoom)
                .with(
                        "stalls_on",
                        Unit.TEXT,
                        "The busiest pipe.",
                        row -> row.busiest().map(Pipe::title).orElse(null))
                .with(
                        "memory_bound",
                        Unit.FLAG,
                        "Whether the kernel's counters prove it memory-bound.",
                        PipelineUse::memoryBound);
    }

    private static boolean hasRoom(PipelineUse row) {
        Double efficiency = row.efficiency();
        return efficiency != null && efficiency < ROOM_PCT;
    }

    private static @Nullable Double positive(@Nullable Double value) {
        return value == null || value == 0 ? null : value;
    }

    private static @Nullable String rating(@Nullable Double value, double good, double poor) {
        return value == null || value == 0
                ? null
                : Rating.ofLarge(value, good, poor).word();
    }
}
