package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Rest;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.MemoryStats;
import java.util.List;

/** Section on the growth of memory from step to step. Steps of the host are for programs only. */
final class MemoryStepSection implements Section<TraceReport> {

    private static final Layout<MemoryStats> LAYOUT = Layout.rows("memory.steps", "Memory by step", MemoryFields.LEVELS)
            .about("at the end: allocated after the last change; growth: since before the first")
            .key("device", "device")
            .key("step", "step")
            .main("peak_allocated_bytes", "peak allocated")
            .main("end_allocated_bytes", "at the end")
            .main("growth_bytes", "growth")
            .side("allocations", "allocations")
            .side("releases", "releases")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<MemoryStats> all = report.memory().steps();
        List<MemoryStats> onDevices = all.stream()
                .filter(row -> row.getDevice() != null && row.getPeakAllocatedBytes() != null)
                .toList();
        return LAYOUT.sheet(all)
                .showing(onDevices.stream().limit(top).toList())
                .rest(Rest.beyond(top, onDevices.size(), "steps"))
                .build();
    }
}
