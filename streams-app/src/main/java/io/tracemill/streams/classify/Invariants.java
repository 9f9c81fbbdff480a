package io.tracemill.streams.classify;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.IdlePart;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.MemoryHolders;
import io.tracemill.schemas.MemoryStats;
import io.tracemill.schemas.ModuleStats;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.PhaseStats;
import io.tracemill.schemas.ShapeStats;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.rollup.TraceRows;
import io.tracemill.streams.trace.Saturating;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Invariants of the rows of a trace: sums that must agree. A trace that violates one is BROKEN, with the invariant as
 * its reason.
 */
public final class Invariants {

    private static final List<ToLongFunction<DeviceStats>> ADDITIVE = List.of(
            DeviceStats::getTotalNs,
            DeviceStats::getComputingNs,
            DeviceStats::getCommunicationNs,
            DeviceStats::getMemcpyNs,
            DeviceStats::getIdleNs,
            DeviceStats::getDeviceEvents,
            DeviceStats::getDeviceEventsNs,
            DeviceStats::getUnlinkedNs,
            DeviceStats::getBubbleNs,
            row -> row.getWork() == null ? 0 : row.getWork().getModelledNs(),
            row -> row.getWork() == null ? 0 : row.getWork().getBoundNs(),
            row -> row.getWork() == null ? 0 : row.getWork().getFlops());

    private final List<String> broken = new ArrayList<>();

    private Invariants() {}

    /** Invariants that the rows violate, one line each; empty if all hold. */
    public static List<String> brokenBy(TraceRows rows) {
        Invariants laws = new Invariants();
        laws.checkSums(rows);
        if (!laws.broken.isEmpty()) {
            return laws.broken; // the others cannot hold
        }
        laws.checkLinks(rows);
        rows.of(DeviceStats.class).forEach(laws::checkDevice);
        laws.checkSteps(rows.of(DeviceStats.class));
        laws.checkPhases(rows);
        laws.checkIdle(rows);
        laws.checkModules(rows);
        laws.checkShapes(rows);
        laws.checkMemory(rows);
        laws.checkShares(rows.info());
        return laws.broken;
    }

    /** Checks that no number of a row is at the limit of sums. */
    private void checkSums(TraceRows rows) {
        for (SpecificRecord row : rows.records()) {
            for (Schema.Field field : row.getSchema().getFields()) {
                if (row.get(field.pos()) instanceof Long number && number == Saturating.LIMIT) {
                    broken.add(field.name() + " of " + row.getSchema().getName()
                            + " is too large for a number: the durations of the trace cannot be right");
                    return;
                }
            }
        }
    }

    private void checkLinks(TraceRows rows) {
        TraceInfo info = rows.info();
        long owned = rows.of(OperatorStats.class).stream()
                .mapToLong(OperatorStats::getDeviceNs)
                .sum();
        equal(
                "operators' device_ns + unlinked_ns = device_events_ns",
                owned + info.getUnlinkedNs(),
                info.getDeviceEventsNs());
        long events =
                info.getLinked() + info.getUnlinkedNoLaunch() + info.getUnlinkedNoOwner() + info.getUnlinkedAmbiguous();
        equal("linked + unlinked = device_events", events, info.getDeviceEvents());
        long onDevices = rows.of(DeviceStats.class).stream()
                .filter(row -> row.getStep() == null)
                .mapToLong(DeviceStats::getDeviceEvents)
                .sum();
        equal("devices' events = device_events", onDevices, info.getDeviceEvents());
    }

    private void checkDevice(DeviceStats row) {
        equal(
                "computing + exposed_communication + exposed_memcpy + idle = total",
                row.getComputingNs() + row.getExposedCommunicationNs() + row.getExposedMemcpyNs() + row.getIdleNs(),
                row.getTotalNs());
        equal(
                "idle = its four parts",
                row.getIdleHostNs() + row.getIdleLaunchNs() + row.getIdleDeviceNs() + row.getIdleUnknownNs(),
                row.getIdleNs());
        equal(
                "linked + unlinked = device_events of the device",
                row.getLinked() + row.getUnlinkedNoLaunch() + row.getUnlinkedNoOwner() + row.getUnlinkedAmbiguous(),
                row.getDeviceEvents());
    }

    /** Compares the steps of each device with its whole trace. The rows of the steps, if any, come first. */
    private void checkSteps(List<DeviceStats> rows) {
        long[] steps = new long[ADDITIVE.size()];
        boolean anyStep = false;
        for (DeviceStats row : rows) {
            boolean wholeTrace = row.getStep() == null;
            for (int column = 0; column < steps.length; column++) {
                long value = ADDITIVE.get(column).applyAsLong(row);
                if (wholeTrace && anyStep) {
                    equal("step rows add up to the trace's row", steps[column], value);
                }
                steps[column] = wholeTrace ? 0 : steps[column] + value;
            }
            anyStep = !wholeTrace;
        }
    }

    private void checkPhases(TraceRows rows) {
        Map<Window, Long> phases = new HashMap<>();
        for (PhaseStats row : rows.of(PhaseStats.class)) {
            if (row.getDeviceNs() != null) {
                phases.merge(new Window(row.getDevice(), row.getStep()), row.getDeviceNs(), Long::sum);
            }
        }
        for (DeviceStats row : rows.of(DeviceStats.class)) {
            long nanos = phases.getOrDefault(Window.of(row), 0L);
            equal("phases' device_ns = device_events_ns", nanos, row.getDeviceEventsNs());
        }
    }

    private void checkIdle(TraceRows rows) {
        Map<Window, Map<IdlePart, Long>> parts = new HashMap<>();
        for (IdleStats row : rows.of(IdleStats.class)) {
            parts.computeIfAbsent(Window.of(row), any -> new EnumMap<>(IdlePart.class))
                    .merge(row.getPart(), row.getIdleNs(), Long::sum);
        }
        for (DeviceStats row : rows.of(DeviceStats.class)) {
            Map<IdlePart, Long> found = parts.getOrDefault(Window.of(row), Map.of());
            equal("idle_ns of HOST = idle_host_ns", found.getOrDefault(IdlePart.HOST, 0L), row.getIdleHostNs());
            equal("idle_ns of LAUNCH = idle_launch_ns", found.getOrDefault(IdlePart.LAUNCH, 0L), row.getIdleLaunchNs());
            equal("idle_ns of DEVICE = idle_device_ns", found.getOrDefault(IdlePart.DEVICE, 0L), row.getIdleDeviceNs());
            equal(
                    "idle_ns of UNKNOWN = idle_unknown_ns",
                    found.getOrDefault(IdlePart.UNKNOWN, 0L),
                    row.getIdleUnknownNs());
        }
    }

    /** Compares the modules of each device with its events. A trace that calls no module has no rows of modules. */
    private void checkModules(TraceRows rows) {
        Map<Window, Long> modules = new HashMap<>();
        for (ModuleStats row : rows.of(ModuleStats.class)) {
            if (row.getDeviceNs() != null) {
                modules.merge(new Window(row.getDevice(), null), row.getDeviceNs(), Long::sum);
            }
        }
        for (DeviceStats row : rows.of(DeviceStats.class)) {
            if (row.getStep() == null && !rows.of(ModuleStats.class).isEmpty()) {
                long nanos = modules.getOrDefault(Window.of(row), 0L);
                equal("modules' device_ns = device_events_ns", nanos, row.getDeviceEventsNs());
            }
        }
    }

    /** Compares the shapes of each device with its events. A trace without inputs has no rows of shapes. */
    private void checkShapes(TraceRows rows) {
        Map<Window, Long> times = new HashMap<>();
        Map<Window, Long> events = new HashMap<>();
        for (ShapeStats row : rows.of(ShapeStats.class)) {
            times.merge(new Window(row.getDevice(), null), row.getDeviceNs(), Long::sum);
            events.merge(new Window(row.getDevice(), null), row.getKernelCount(), Long::sum);
        }
        for (DeviceStats row : rows.of(DeviceStats.class)) {
            if (row.getStep() == null && !times.isEmpty()) {
                Window device = Window.of(row);
                equal("shapes' device_ns = device_events_ns", times.getOrDefault(device, 0L), row.getDeviceEventsNs());
                equal("shapes' kernel_count = device_events", events.getOrDefault(device, 0L), row.getDeviceEvents());
            }
        }
    }

    /** Compares the holders of the memory of each device with what is followed of it. */
    private void checkMemory(TraceRows rows) {
        Map<Window, Long> peaks = new HashMap<>();
        Map<Window, Long> counts = new HashMap<>();
        for (MemoryHolders row : rows.of(MemoryHolders.class)) {
            Window device = new Window(row.getDevice(), null);
            peaks.merge(device, row.getPeakBytes(), Long::sum);
            counts.merge(device, row.getEndCount(), Long::sum);
        }
        for (MemoryStats row : rows.of(MemoryStats.class)) {
            if (row.getStep() == null && row.getComponent() == null) {
                Window device = new Window(row.getDevice(), null);
                @Nullable Long peak = row.getPeakFollowedBytes();
                equal(
                        "holders' peak_bytes = peak_followed_bytes",
                        peaks.getOrDefault(device, 0L),
                        peak == null ? 0 : peak);
                equal(
                        "holders' end_count = allocations - releases",
                        counts.getOrDefault(device, 0L),
                        row.getAllocations() - row.getReleases());
            }
        }
    }

    private void checkShares(TraceInfo info) {
        @Nullable Double compute = info.getComputeBoundPct();
        if (compute != null) {
            double sum = compute
                    + info.getMemoryBoundPct()
                    + info.getCommunicationBoundPct()
                    + info.getSynchronisationBoundPct();
            equal("bound percentages add up to 100", Math.round(sum * 1e6), 100_000_000);
        }
    }

    private void equal(String law, long left, long right) {
        if (left != right) {
            broken.add(law + " does not hold: " + left + " is not " + right);
        }
    }
}
