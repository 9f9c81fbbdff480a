package io.tracemill.cli.capacity;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;

/** Section on what each run used. */
final class RunUseSection implements Section<Capacity> {

    private static final Fields<Priced> FIELDS = Fields.<Priced>none()
            .with("run", Unit.TEXT, "Run (job); null for devices while they were placed with none.", of -> name(of.use))
            .with("devices", Unit.COUNT, "Number of different devices.", of -> of.use.devices())
            .with("read_hours", Unit.HOURS, "Device-hours in which telemetry was read.", of -> of.use.readHours())
            .with("busy_hours", Unit.HOURS, "Part of them in which the device was not idle.", of -> of.use.busyHours())
            .with("idle_hours", Unit.HOURS, "Part of them in which the device was idle.", of -> of.use.idleHours())
            .with(
                    "unknown_hours",
                    Unit.HOURS,
                    "Part of busy_hours in which the utilisation was not read.",
                    of -> of.use.unknownHours())
            .with(
                    "recorded_hours",
                    Unit.HOURS,
                    "Device-hours of the recorded steps; null without any.",
                    of -> of.use.recorded() == null ? null : of.use.recorded().hours())
            .with(
                    "recorded_pct",
                    Unit.PERCENT,
                    "Recorded hours in percent of the busy ones.",
                    of -> of.use.recordedPercent())
            .with(
                    "stalled_pct",
                    Unit.PERCENT,
                    "Share of the recorded hours in which the device did not compute.",
                    of -> of.use.recorded() == null ? null : of.use.recorded().stalledPercent())
            .with(
                    "stalled_hours",
                    Unit.HOURS,
                    "The same share of the busy hours: extrapolated.",
                    of -> of.use.stalledHours())
            .with("stalled_cost", Unit.COST, "Cost of the stalled hours.", of -> of.price.of(of.use.stalledHours()))
            .with("idle_cost", Unit.COST, "Cost of the idle hours.", of -> of.price.of(of.use.idleHours()));

    private static final Layout<Priced> LAYOUT = Layout.rows("runs", "Runs", FIELDS)
            .about("device-hours; stalled: busy but not computing, extrapolated from the recorded share")
            .key("run", "run")
            .side("devices", "devices")
            .main("read_hours", "read")
            .main("busy_hours", "busy")
            .main("idle_hours", "idle")
            .main("recorded_pct", "recorded")
            .main("stalled_hours", "stalled")
            .main("stalled_pct", "of busy")
            .main("stalled_cost", "cost")
            .details()
            .build();

    private static Named name(RunUse use) {
        return new Named(use.run(), use.run() == null ? "(unplaced)" : use.run());
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(Capacity capacity, int top) {
        return LAYOUT.sheet(capacity.uses().stream()
                        .map(use -> new Priced(use, capacity.price()))
                        .toList())
                .build();
    }

    private record Priced(RunUse use, Price price) {}
}
