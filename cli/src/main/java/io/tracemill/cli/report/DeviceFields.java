package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Field;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.DeviceStats;
import java.util.function.ToLongFunction;

/** Fields of a device in a window: those of {@link DeviceStats}, and shares computed from them. */
final class DeviceFields {

    static final Fields<DeviceStats> ALL = AvroFields.of(DeviceStats.getClassSchema(), (DeviceStats row) -> row)
            .without(TraceFields.REPEATED)
            .named("device", row -> Labels.device(row.getDevice()))
            .named("step", row -> Labels.step(row.getStep()))
            .named("pattern", row -> Labels.pattern(row.getPattern()))
            .with(ofWindow("computing", DeviceStats::getComputingNs))
            .with(ofWindow("exposed_communication", DeviceStats::getExposedCommunicationNs))
            .with(ofWindow("exposed_memcpy", DeviceStats::getExposedMemcpyNs))
            .with(ofWindow("idle", DeviceStats::getIdleNs))
            .with(ofWindow("overlap", DeviceStats::getOverlapNs))
            .with(ofIdle("idle_host", DeviceStats::getIdleHostNs))
            .with(ofIdle("idle_launch", DeviceStats::getIdleLaunchNs))
            .with(ofIdle("idle_device", DeviceStats::getIdleDeviceNs))
            .with(ofIdle("idle_unknown", DeviceStats::getIdleUnknownNs))
            .with(
                    "bubble_pct",
                    Unit.PERCENT,
                    "`bubble_ns` in percent of the window; absent for a device in no pipeline.",
                    row -> Bubble.isIn(row) ? Bubble.of(row).percent() : null)
            .with(
                    "bubble_rating",
                    Unit.TEXT,
                    "What the bubble is worth: good, fair or poor.",
                    row -> Bubble.isIn(row) ? Bubble.of(row).rating().word() : null);

    private DeviceFields() {}

    private static Fields<DeviceStats> ofWindow(String part, ToLongFunction<DeviceStats> ns) {
        return share(
                part,
                "the window",
                row -> row.getTotalNs() > 0 ? ns.applyAsLong(row) / (row.getTotalNs() / 100.0) : null);
    }

    private static Fields<DeviceStats> ofIdle(String part, ToLongFunction<DeviceStats> ns) {
        return share(part, "`idle_ns`", row -> Percent.of(ns.applyAsLong(row), row.getIdleNs()));
    }

    private static Fields<DeviceStats> share(String part, String whole, Field.Value<DeviceStats> percent) {
        return Fields.<DeviceStats>none()
                .with(part + "_pct", Unit.PERCENT, "`" + part + "_ns` in percent of " + whole + ".", percent);
    }
}
