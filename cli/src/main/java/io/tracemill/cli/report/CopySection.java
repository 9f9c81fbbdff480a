package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.CopyDirection;
import io.tracemill.schemas.CopyStats;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Section on copies by direction, and how fast they are. */
final class CopySection implements Section<TraceReport> {

    private static final Fields<CopyStats> FIELDS = AvroFields.<CopyStats>of(CopyStats.getClassSchema(), row -> row)
            .without(TraceFields.REPEATED)
            .without(List.of("bandwidth_gb_per_s"))
            .named("device", row -> Labels.device(row.getDevice()))
            .named("direction", row -> direction(row.getDirection()))
            .with(
                    "bandwidth_gb_per_s",
                    Unit.GB_PER_S,
                    "Bytes over the summed duration of the copies that state them.",
                    CopyStats::getBandwidthGbPerS);

    private static final Layout<CopyStats> LAYOUT = Layout.rows("copies", "Copies", FIELDS)
            .about("by direction; those that overlap count in full")
            .key("device", "device")
            .key("direction", "direction")
            .main("count", "count")
            .main("total_ns", "total")
            .main("bytes", "bytes")
            .main("bandwidth_gb_per_s", "bandwidth")
            .build();

    private static Named direction(@Nullable CopyDirection direction) {
        return direction == null
                ? new Named(null, "not stated")
                : new Named(
                        direction.name(),
                        switch (direction) {
                            case HOST_TO_DEVICE -> "host to device";
                            case DEVICE_TO_HOST -> "device to host";
                            case DEVICE_TO_DEVICE -> "device to device";
                            case HOST_TO_HOST -> "host to host";
                        });
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<CopyStats> copies = report.copies().stream()
                .sorted(Comparator.comparing(CopyStats::getDevice, TraceReport.BY_DEVICE)
                        .thenComparing(row -> -row.getTotalNs())
                        .thenComparing(CopyStats::getDirection, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        return LAYOUT.sheet(copies).showingFirst(top, "directions").build();
    }
}
