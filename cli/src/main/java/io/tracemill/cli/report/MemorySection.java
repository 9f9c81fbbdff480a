package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;

/** Section on allocated and reserved memory. */
final class MemorySection implements Section<TraceReport> {

    private static final Fields<MemoryUse.Device> FIELDS = Fields.<MemoryUse.Device>none()
            .with("device", Unit.TEXT, "The device; null for the host.", row -> Labels.deviceOrHost(row.device()))
            .with(
                    "component",
                    Unit.TEXT,
                    "The component of its allocator; null where the trace tells none apart.",
                    MemoryUse.Device::component)
            .with("peak_allocated_bytes", Unit.BYTES, "Most that was allocated.", MemoryUse.Device::peakAllocatedBytes)
            .with(
                    "peak_allocated_at_ns",
                    Unit.OFFSET,
                    "When that was first so, in ns from the trace's first event.",
                    MemoryUse.Device::peakAllocatedNs)
            .with("peak_reserved_bytes", Unit.BYTES, "Most that was reserved.", MemoryUse.Device::peakReservedBytes)
            .with(
                    "end_allocated_bytes",
                    Unit.BYTES,
                    "What was allocated at the last reading.",
                    MemoryUse.Device::endAllocatedBytes);

    private static final Layout<MemoryUse.Device> LAYOUT = Layout.rows("memory.devices", "Memory", FIELDS)
            .about("of the profiled process; times from the trace's first event")
            .key("device", "device")
            .key("component", "component")
            .main("peak_allocated_bytes", "peak allocated")
            .side("peak_allocated_at_ns", "at")
            .main("peak_reserved_bytes", "peak reserved")
            .main("end_allocated_bytes", "allocated at the end")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        return LAYOUT.sheet(report.memory().devices()).build();
    }
}
