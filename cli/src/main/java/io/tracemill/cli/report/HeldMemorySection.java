package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Rest;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import java.util.List;

/** Section on memory that is not released at the end of the trace, by operator. */
final class HeldMemorySection implements Section<TraceReport> {

    private static final int HOLDERS = 5;

    private static final Fields<MemoryUse.Held> FIELDS = Fields.<MemoryUse.Held>none()
            .with(
                    "operator",
                    Unit.TEXT,
                    "The operator that asked for it; null where none was open.",
                    row -> new Named(
                            row.operator(), row.operator() == null ? "(outside any operator)" : row.operator()))
            .with("device", Unit.TEXT, "The device; null for the host.", row -> Labels.deviceOrHost(row.device()))
            .with("bytes", Unit.BYTES, "What is held at the end of the trace.", MemoryUse.Held::bytes)
            .with("count", Unit.COUNT, "In how many allocations.", MemoryUse.Held::count);

    private static final Layout<MemoryUse.Held> LAYOUT = Layout.rows("memory.held_at_end", "Held memory", FIELDS)
            .about("not released by the end of the trace, by operator")
            .key("operator", "operator")
            .key("device", "device")
            .main("bytes", "bytes")
            .side("count", "allocations")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        MemoryUse memory = report.memory();
        List<MemoryUse.Held> rows = memory.held();
        SheetBuilder<MemoryUse.Held> sheet = LAYOUT.sheet(rows)
                .showing(rows.stream().limit(HOLDERS).toList())
                .rest(Rest.inData(Math.max(0, rows.size() - HOLDERS), "operators"));
        if (memory.notFollowed() > 0) {
            sheet.note(Sentence.of("Allocations not followed to their release, as too many were held at a time: ")
                    .count(memory.notFollowed())
                    .text("."));
        }
        return sheet.build();
    }
}
