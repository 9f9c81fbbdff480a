package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.Gap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.ToLongFunction;

/** Section on the longest gaps, in which nothing ran on a device. */
final class GapSection implements Section<TraceReport> {

    private static final int GAPS_PER_DEVICE = 5;

    private static final Layout<DeviceGap> LAYOUT = Layout.rows("gaps", "Longest gaps", fields())
            .about("from the device's first event")
            .within("timeline")
            .key("device", "device")
            .main("duration_ns", "gap")
            .main("offset_ns", "starts at")
            .main("activity", "cause")
            .main("next", "ended by")
            .side("host_pct", "host")
            .side("launch_pct", "launch")
            .side("device_pct", "on device")
            .side("unknown_pct", "unknown")
            .details()
            .build();

    /**
     * Gap of a device.
     *
     * @param window window that the gap is in
     */
    private record DeviceGap(DeviceStats window, Gap gap) {}

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<DeviceGap> rows = report.devices().stream()
                .flatMap(row -> row.getGaps().stream().map(gap -> new DeviceGap(row, gap)))
                .toList();
        IdentityHashMap<DeviceStats, Integer> taken = new IdentityHashMap<>();
        return LAYOUT.sheet(rows)
                .showing(rows.stream()
                        .filter(row -> row.window().getStep() == null
                                && taken.merge(row.window(), 1, Integer::sum) <= GAPS_PER_DEVICE)
                        .toList())
                .build();
    }

    private static Fields<DeviceGap> fields() {
        return AvroFields.of(Gap.getClassSchema(), DeviceGap::gap)
                .names("next")
                .with(DeviceFields.ALL.only("device", "step").of(DeviceGap::window))
                .with(
                        "offset_ns",
                        Unit.OFFSET,
                        "Start of the gap, in ns from the start of the window.",
                        row -> row.gap().getStartNs() - row.window().getStartNs())
                .with(
                        "activity",
                        Unit.NAME,
                        "What the host did in most of the gap, or why launched work had not begun, and its name; null"
                                + " if"
                                + " nothing tells.",
                        row -> row.gap().getCauses().stream()
                                .findFirst()
                                .map(IdleLabels::of)
                                .orElse(null))
                .with(share("host", Gap::getHostNs))
                .with(share("launch", Gap::getLaunchNs))
                .with(share("device", Gap::getDeviceNs))
                .with(share("unknown", Gap::getUnknownNs));
    }

    private static Fields<DeviceGap> share(String part, ToLongFunction<Gap> ns) {
        return Fields.<DeviceGap>none()
                .with(
                        part + "_pct",
                        Unit.PERCENT,
                        "`" + part + "_ns` in percent of the gap.",
                        row -> Percent.of(ns.applyAsLong(row.gap()), row.gap().getDurationNs()));
    }
}
