package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.TraceHeader;
import org.jspecify.annotations.Nullable;

/** Section on allocated and reserved memory. */
final class MemorySection implements Section<TraceReport> {

    /**
     * Memory of a device.
     *
     * @param firstNs start of the first event of the trace, in ns
     */
    private record DeviceMemory(MemoryUse.Device use, long firstNs) {

        @Nullable
        Long peakOffsetNs() {
            Long peak = use.peakAllocatedNs();
            return peak == null ? null : Long.valueOf(peak - firstNs);
        }
    }

    private static final Fields<DeviceMemory> FIELDS = Fields.<DeviceMemory>none()
            .with("device", Unit.TEXT, "The device; null for the host.", row -> Labels.deviceOrHost(row.use.device()))
            .with(
                    "component",
                    Unit.TEXT,
                    "The component of its allocator; null where the trace tells none apart.",
                    row -> row.use.component())
            .with("peak_allocated_bytes", Unit.BYTES, "Most that was allocated.", row -> row.use.peakAllocatedBytes())
            .with(
                    "peak_allocated_at_ns",
                    Unit.INSTANT,
                    "When that was first so, in ns since the epoch, or since the trace's own zero if it has no time base.",
                    row -> row.use.peakAllocatedNs())
            .with(
                    "peak_allocated_offset_ns",
                    Unit.OFFSET,
                    "The same, in ns from the trace's first event.",
                    DeviceMemory::peakOffsetNs)
            .with("peak_reserved_bytes", Unit.BYTES, "Most that was reserved.", row -> row.use.peakReservedBytes())
            .with(
                    "end_allocated_bytes",
                    Unit.BYTES,
                    "What was allocated at the last reading.",
                    row -> row.use.endAllocatedBytes());

    private static final Layout<DeviceMemory> LAYOUT = Layout.rows("memory.devices", "Memory", FIELDS)
            .about("of the profiled process; times from the trace's first event")
            .key("device", "device")
            .key("component", "component")
            .main("peak_allocated_bytes", "peak allocated")
            .detail("peak_allocated_at_ns")
            .side("peak_allocated_offset_ns", "at")
            .main("peak_reserved_bytes", "peak reserved")
            .main("end_allocated_bytes", "allocated at the end")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        TraceHeader header = report.trace().getHeader();
        long firstNs = header == null ? 0 : header.getFirstNs();
        return LAYOUT.sheet(report.memory().devices().stream()
                        .map(use -> new DeviceMemory(use, firstNs))
                        .toList())
                .build();
    }
}
