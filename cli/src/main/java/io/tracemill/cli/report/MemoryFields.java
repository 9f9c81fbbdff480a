package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.schemas.MemoryHolders;
import io.tracemill.schemas.MemoryStats;
import io.tracemill.schemas.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of the rows of memory. */
final class MemoryFields {

    /** Levels of a device or a step. */
    static final Fields<MemoryStats> LEVELS = AvroFields.<MemoryStats>of(MemoryStats.getClassSchema(), row -> row)
            .without(TraceFields.REPEATED)
            .named("device", row -> Labels.deviceOrHost(row.getDevice()))
            .named("step", row -> Labels.step(row.getStep()))
            .named("allocations", row -> followed(row, row.getAllocations()))
            .named("releases", row -> followed(row, row.getReleases()))
            .without(List.of("peak_allocated_ns"))
            .with(
                    "peak_allocated_at_ns",
                    Unit.INSTANT,
                    "First time of the peak, in ns since the epoch, or since the trace's own zero if it has no time"
                            + " base.",
                    MemoryStats::getPeakAllocatedNs);

    /** What an operator holds. */
    static final Fields<MemoryHolders> HOLDERS = AvroFields.<MemoryHolders>of(
                    MemoryHolders.getClassSchema(), row -> row)
            .without(TraceFields.REPEATED)
            .named("device", row -> Labels.deviceOrHost(row.getDevice()))
            .named("operator", row -> named(row.getOperator(), "(outside any operator)"))
            .named("module", row -> named(row.getModule(), ""))
            .names("operator", "module")
            .named("phase", MemoryFields::phase);

    private MemoryFields() {}

    /** A number of what is followed; people see none where nothing can be. */
    private static Named followed(MemoryStats row, long count) {
        boolean isUnknown = row.getAllocations() == 0 && row.getNotFollowed() > 0;
        return new Named(count, isUnknown ? "" : Figures.count(count));
    }

    private static Named named(@Nullable String value, String otherwise) {
        return new Named(value, value == null ? otherwise : value);
    }

    private static Named phase(MemoryHolders row) {
        @Nullable Phase phase = row.getPhase();
        return phase == null ? new Named(null, "") : Labels.phase(phase);
    }
}
