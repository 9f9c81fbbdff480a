package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.DeviceStats;

/** Section on idle time: what the host did while a device was idle. */
final class IdleSection implements Section<TraceReport> {

    private static final Layout<DeviceStats> LAYOUT = Layout.view("idle", "Idle", DeviceFields.ALL)
            .about("where the host was while the device had nothing to do")
            .key("device", "device")
            .key("step", "step")
            .main("idle_ns", "idle")
            .main("idle_host_pct", "before the launch")
            .main("idle_launch_pct", "in the launch call")
            .main("idle_device_pct", "after it")
            .main("idle_unknown_pct", "launch unknown")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        return LAYOUT.sheet(report.devices().stream()
                        .filter(row -> row.getIdleNs() > 0)
                        .toList())
                .showing(TimelineSection.shown(report.devices(), row -> row, top))
                .build();
    }
}
