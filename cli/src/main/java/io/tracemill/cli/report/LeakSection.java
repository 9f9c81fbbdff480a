package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.MemoryHolders;
import io.tracemill.schemas.MemoryStats;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Section on memory that may have leaked: a view of the holders. It says so if the trace has too few steps to tell. */
final class LeakSection implements Section<TraceReport> {

    private static final Layout<MemoryHolders> LAYOUT = Layout.view(
                    "memory.leaks", "Suspected leaks", MemoryFields.HOLDERS)
            .about("left over from three whole steps in a row, and held for two more whole steps")
            .key("operator", "operator")
            .key("module", "module")
            .key("phase", "phase")
            .key("device", "device")
            .main("leak_suspected_bytes", "suspected")
            .main("leak_suspected_count", "allocations")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<MemoryHolders> suspected = report.memory().holders().stream()
                .filter(row -> leaked(row) > 0)
                .sorted(Comparator.comparingLong(row -> -leaked(row)))
                .toList();
        SheetBuilder<MemoryHolders> sheet = LAYOUT.sheet(suspected).showingFirst(top, "holders");
        List<MemoryStats> followed = report.memory().devices().stream()
                .filter(row -> row.getAllocations() > 0)
                .toList();
        if (followed.isEmpty() || !suspected.isEmpty()) {
            return sheet.build();
        }
        boolean told = followed.stream().anyMatch(row -> row.getLeakSuspectedBytes() != null);
        return sheet.say(Sentence.of(
                        told
                                ? "No memory is suspected to leak."
                                : "Whether memory leaks cannot be told: that needs at least three whole steps."))
                .build();
    }

    private static long leaked(MemoryHolders row) {
        return Objects.requireNonNullElse(row.getLeakSuspectedBytes(), 0L);
    }
}
