package io.tracemill.cli.capacity;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import java.util.List;

/** Section on the fleet as a whole. */
final class FleetSection implements Section<Capacity> {

    private static final Fields<Capacity> FIELDS = Fields.<Capacity>none()
            .with("devices", Unit.COUNT, "Number of devices that were read.", Capacity::devices)
            .with("read_hours", Unit.HOURS, "Device-hours in which telemetry was read.", Capacity::readHours)
            .with("placed_hours", Unit.HOURS, "Part of them with a run on the device.", Capacity::placedHours)
            .with("unplaced_hours", Unit.HOURS, "Part of them without a run.", Capacity::unplacedHours)
            .with("busy_hours", Unit.HOURS, "Placed hours in which the device was not idle.", Capacity::busyHours)
            .with("idle_hours", Unit.HOURS, "Placed hours in which the device was idle.", Capacity::idleHours)
            .with(
                    "unknown_hours",
                    Unit.HOURS,
                    "Part of busy_hours in which the utilisation was not read.",
                    Capacity::unknownHours)
            .with("split_hours", Unit.HOURS, "Busy hours of runs with recorded steps.", Capacity::splitHours)
            .with("recorded_hours", Unit.HOURS, "Device-hours of the recorded steps.", Capacity::recordedHours)
            .with("recorded_pct", Unit.PERCENT, "Recorded hours in percent of split_hours.", Capacity::recordedPercent)
            .with(
                    "stalled_hours",
                    Unit.HOURS,
                    "Part of split_hours in which the device did not compute, extrapolated from the recorded steps.",
                    Capacity::stalledHours)
            .with(
                    "stalled_cost",
                    Unit.COST,
                    "Cost of the stalled hours.",
                    of -> of.price().of(of.stalledHours()))
            .with(
                    "idle_cost",
                    Unit.COST,
                    "Cost of the idle hours.",
                    of -> of.price().of(of.idleHours()))
            .with(
                    "unplaced_cost",
                    Unit.COST,
                    "Cost of the hours without a run.",
                    of -> of.price().of(of.unplacedHours()));

    private static final Layout<Capacity> LAYOUT = Layout.facts("capacity", "Capacity", FIELDS)
            .about("what devices were used for")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(Capacity capacity, int top) {
        SheetBuilder<Capacity> sheet = LAYOUT.sheet(List.of(capacity))
                .say(Sentence.of("Read: ")
                        .hours(capacity.readHours())
                        .text(" of ")
                        .count(capacity.devices())
                        .text(" devices; placed with a run: ")
                        .hours(capacity.placedHours())
                        .text(", of which busy: ")
                        .hours(capacity.busyHours())
                        .text("."))
                .say(headroom(capacity));
        Double stalled = capacity.stalledHours();
        if (stalled != null && capacity.splitHours() > 0) {
            sheet.say(stalled(capacity, stalled));
        }
        if (capacity.unknownHours() > 0) {
            sheet.say(Sentence.warning("The utilisation of ")
                    .hours(capacity.unknownHours())
                    .text(" was not read; they count as busy."));
        }
        if (capacity.unplacedRuns() > 0) {
            sheet.say(Sentence.warning("")
                    .count(capacity.unplacedRuns())
                    .text(" runs were recorded, but no device of them was read; they are not in the tables."));
        }
        return sheet.build();
    }

    private static Sentence headroom(Capacity capacity) {
        Sentence headroom = Sentence.of("Headroom: placed but idle ").hours(capacity.idleHours());
        return costing(capacity, capacity.idleHours(), headroom)
                .with(costing(
                        capacity,
                        capacity.unplacedHours(),
                        Sentence.of(", unplaced ").hours(capacity.unplacedHours())))
                .text(".");
    }

    private static Sentence stalled(Capacity capacity, double hours) {
        Sentence stalled = Sentence.of("Stalled, extrapolated: ")
                .hours(hours)
                .text(" of ")
                .hours(capacity.splitHours())
                .text(", ")
                .percent(100 * hours / capacity.splitHours());
        return costing(capacity, hours, stalled)
                .text(". Recorded were ")
                .percent(100 * capacity.recordedHours() / capacity.splitHours())
                .text(" of these hours; the rest is taken to be like them.");
    }

    private static Sentence costing(Capacity capacity, double hours, Sentence sentence) {
        Double cost = capacity.price().of(hours);
        return cost == null ? sentence : sentence.text(" (cost ").cost(cost).text(")");
    }
}
