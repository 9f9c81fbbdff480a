package io.tracemill.streams.classify;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.Cause;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.IdleCause;
import io.tracemill.schemas.IdlePart;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.Thresholds;
import io.tracemill.schemas.TimelinePattern;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.rollup.TraceRows;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of one device that computes where it is not idle, in ms. A step has its rows before the next one begins. */
final class IdleTrace {

    private static final long MS = 1_000_000;

    static {
        // Making a serde is what tells Avro to trust the generated types, which it otherwise refuses to load.
        AvroSerde.of(TraceInfo.class);
    }

    private final TraceRows rows = new TraceRows(EmptyTrace.info());
    private DeviceStats device = new DeviceStats();

    /** Begins a window; of the whole trace if the step is null. */
    IdleTrace window(@Nullable Integer step, long millis) {
        device = new DeviceStats();
        device.setTraceId("t");
        device.setRun("run");
        device.setDate("2026-01-01");
        device.setDevice("0");
        device.setStep(step);
        device.setTotalNs(millis * MS);
        device.setComputingNs(millis * MS);
        device.setDeviceEvents(1_000);
        device.setLinked(1_000);
        device.setGaps(List.of());
        device.setPattern(TimelinePattern.GAPS);
        device.setCollectives(List.of());
        rows.emit(device);
        return this;
    }

    IdleTrace copies(long millis) {
        device.setExposedMemcpyNs(millis * MS);
        device.setComputingNs(device.getComputingNs() - millis * MS);
        return this;
    }

    IdleTrace host(HostActivity activity, long millis, @Nullable String name, @Nullable String place) {
        device.setIdleHostNs(device.getIdleHostNs() + millis * MS);
        return idle(row(IdlePart.HOST, activity, millis, name).setPlace(place));
    }

    IdleTrace launch(HostActivity activity, long millis, String name) {
        device.setIdleLaunchNs(device.getIdleLaunchNs() + millis * MS);
        return idle(row(IdlePart.LAUNCH, activity, millis, name));
    }

    IdleTrace device(IdleCause cause, HostActivity meanwhile, long millis, long gaps) {
        device.setIdleDeviceNs(device.getIdleDeviceNs() + millis * MS);
        return idle(row(IdlePart.DEVICE, meanwhile, millis, "meanwhile")
                .setCause(cause)
                .setCount(gaps));
    }

    IdleTrace unknown(long millis) {
        device.setIdleUnknownNs(device.getIdleUnknownNs() + millis * MS);
        return idle(row(IdlePart.UNKNOWN, HostActivity.SYNC, millis, "coincidence"));
    }

    private IdleStats.Builder row(IdlePart part, HostActivity activity, long millis, @Nullable String name) {
        return IdleStats.newBuilder()
                .setTraceId("t")
                .setRun("run")
                .setDate("2026-01-01")
                .setDevice("0")
                .setStep(device.getStep())
                .setPart(part)
                .setClass$(activity)
                .setName(name)
                .setIdleNs(millis * MS)
                .setCount(1);
    }

    private IdleTrace idle(IdleStats.Builder builder) {
        IdleStats row = builder.build();
        device.setIdleNs(device.getIdleNs() + row.getIdleNs());
        device.setComputingNs(device.getComputingNs() - row.getIdleNs());
        rows.emit(row);
        return this;
    }

    /** Sets the number of launch calls with and without device events. */
    IdleTrace launches(long with, long without) {
        rows.info().setKinds(Map.of("LAUNCH", with));
        Objects.requireNonNull(rows.info().getTotals()).setLaunchesWithoutDeviceEvents(without);
        return this;
    }

    /** Bottleneck of the window that was begun last. */
    Bottleneck bottleneck() {
        new BottleneckClassifier(new Thresholds(60.0, 40.0, 20.0, 20.0)).report(rows);
        List<Bottleneck> all = rows.of(Bottleneck.class);
        return all.get(all.size() - 1);
    }

    /** Causes of a bottleneck, one line each: code, share, name, place, advice, confidence. */
    static List<String> causes(Bottleneck row) {
        return row.getCauses().stream()
                .map((Cause cause) -> String.format(
                        Locale.ROOT,
                        "%s %.1f %s %s %s %s",
                        cause.getCode(),
                        cause.getSharePct(),
                        cause.getName(),
                        cause.getPlace(),
                        cause.getAdvice(),
                        cause.getConfidence()))
                .toList();
    }
}
