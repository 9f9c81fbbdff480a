package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Field;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.DeviceWork;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

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
                    "achieved_tflops_per_s",
                    Unit.TFLOPS_PER_S,
                    "`work.achieved_flops` in 10^12 per second.",
                    row -> tera(row, DeviceWork::getAchievedFlops))
            .with(
                    "estimated_tflops_per_s",
                    Unit.TFLOPS_PER_S,
                    "`work.estimated_flops` in 10^12 per second.",
                    row -> tera(row, DeviceWork::getEstimatedFlops))
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

    private static final double TERA = 1e12;

    private DeviceFields() {}

    private static @Nullable Double tera(DeviceStats row, Function<DeviceWork, @Nullable Double> rate) {
        @Nullable DeviceWork work = row.getWork();
        @Nullable Double perSecond = work == null ? null : rate.apply(work);
        return perSecond == null ? null : (Double) (perSecond / TERA);
    }

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
