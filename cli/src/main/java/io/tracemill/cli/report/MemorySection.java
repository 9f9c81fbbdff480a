package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.MemoryStats;
import io.tracemill.schemas.TraceHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Section on allocated and reserved memory over the whole trace. */
final class MemorySection implements Section<TraceReport> {

    /**
     * Memory of a device or a component.
     *
     * @param firstNs start of the first event of the trace, in ns
     */
    private record DeviceMemory(MemoryStats levels, long firstNs) {

        @Nullable
        Long peakOffsetNs() {
            @Nullable Long peak = levels.getPeakAllocatedNs();
            return peak == null ? null : Long.valueOf(peak - firstNs);
        }

        /** What was allocated at the peak and is not followed; 0 if no allocation is. */
        long otherBytes() {
            @Nullable Long peak = levels.getPeakAllocatedBytes();
            @Nullable Long followed = levels.getPeakFollowedBytes();
            return peak == null || followed == null || levels.getAllocations() == 0 ? 0 : peak - followed;
        }
    }

    private static final Fields<DeviceMemory> FIELDS = MemoryFields.LEVELS
            .of(DeviceMemory::levels)
            .with(
                    "peak_allocated_offset_ns",
                    Unit.OFFSET,
                    "Time of the peak, in ns from the trace's first event.",
                    DeviceMemory::peakOffsetNs)
            .without(List.of("step"));

    private static final Layout<DeviceMemory> LAYOUT = Layout.rows("memory.devices", "Memory", FIELDS)
            .about("of the profiled process; at: from the trace's first event; not in use: reserved beyond the peak")
            .key("device", "device")
            .key("component", "component")
            .main("peak_allocated_bytes", "peak allocated")
            .side("peak_allocated_offset_ns", "at")
            .main("peak_reserved_bytes", "peak reserved")
            .main("fragmentation_bytes", "not in use")
            .main("end_allocated_bytes", "at the end")
            .main("growth_bytes", "growth")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        TraceHeader header = report.trace().getHeader();
        long firstNs = header == null ? 0 : header.getFirstNs();
        List<DeviceMemory> rows = report.memory().devices().stream()
                .map(levels -> new DeviceMemory(levels, firstNs))
                .toList();
        SheetBuilder<DeviceMemory> sheet = LAYOUT.sheet(rows);
        for (DeviceMemory row : rows) {
            if (row.otherBytes() > 0) {
                sheet.note(Sentence.of("Of the peak of ")
                        .text(row.levels.getDevice() == null ? "the host" : "device " + row.levels.getDevice())
                        .text(", ")
                        .bytes(row.otherBytes())
                        .text(" were allocated before the trace, or are not followed."));
            }
        }
        long notFollowed = report.memory().notFollowed();
        if (notFollowed > 0) {
            sheet.note(Sentence.of("Allocations that are not followed to their release: ")
                    .count(notFollowed)
                    .text("."));
        }
        return sheet.build();
    }
}
