package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.MemoryHolders;

/** Section on who holds memory at the peak of a device, and at the end of the trace. */
final class MemoryHolderSection implements Section<TraceReport> {

    private static final Layout<MemoryHolders> LAYOUT = Layout.rows(
                    "memory.holders", "Memory holders", MemoryFields.HOLDERS)
            .about("operators that allocated what is held at the peak of the device, and at the end")
            .key("operator", "operator")
            .key("module", "module")
            .key("phase", "phase")
            .key("device", "device")
            .main("peak_bytes", "at the peak")
            .side("peak_count", "peak allocations")
            .main("end_bytes", "at the end")
            .side("end_count", "end allocations")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        return LAYOUT.sheet(report.memory().holders())
                .showingFirst(top, "holders")
                .build();
    }
}
