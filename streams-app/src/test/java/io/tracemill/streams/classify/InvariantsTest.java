package io.tracemill.streams.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.IdlePart;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.MemoryStats;
import io.tracemill.schemas.ModuleStats;
import io.tracemill.schemas.TimelinePattern;
import io.tracemill.streams.rollup.TraceRows;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InvariantsTest {

    private static TraceRows rows() {
        return new TraceRows(EmptyTrace.info());
    }

    /** Row of a device that was idle for some time. */
    private static DeviceStats row(@Nullable String device, @Nullable Integer step, long idle) {
        DeviceStats row = new DeviceStats();
        row.setDevice(device);
        row.setStep(step);
        row.setPattern(TimelinePattern.GAPS);
        row.setTotalNs(idle);
        row.setIdleNs(idle);
        row.setIdleHostNs(idle);
        return row;
    }

    private static void emit(DeviceStats row, TraceRows rows) {
        rows.emit(row);
        IdleStats idle = new IdleStats();
        idle.setDevice(row.getDevice());
        idle.setStep(row.getStep());
        idle.setPart(IdlePart.HOST);
        idle.setIdleNs(row.getIdleNs());
        rows.emit(idle);
    }

    @Test
    void theStepsOfEachDeviceAddUpToItsWholeTrace() {
        TraceRows rows = rows();
        List.of(
                        row(null, -1, 10),
                        row(null, 1, 20),
                        row(null, null, 30),
                        row("0", null, 7),
                        row("1", 1, 5),
                        row("1", null, 6))
                .forEach(row -> emit(row, rows));
        assertThat(Invariants.brokenBy(rows))
                .containsExactly(
                        "step rows add up to the trace's row does not hold: 5 is not 6",
                        "step rows add up to the trace's row does not hold: 5 is not 6");
    }

    @Test
    void whatTheHostDidAddsUpToTheIdleTimeOfEachPart() {
        TraceRows rows = rows();
        emit(row("0", null, 7), rows);
        rows.of(IdleStats.class).get(0).setPart(IdlePart.LAUNCH);
        assertThat(Invariants.brokenBy(rows))
                .containsExactly(
                        "idle_ns of HOST = idle_host_ns does not hold: 0 is not 7",
                        "idle_ns of LAUNCH = idle_launch_ns does not hold: 7 is not 0");
    }

    @Test
    void theModulesOfEachDeviceAddUpToItsEventsIfThereAreAny() {
        TraceRows rows = rows();
        emit(row("0", null, 7), rows);
        rows.emit(module("(none)", 5));
        assertThat(Invariants.brokenBy(rows))
                .containsExactly("modules' device_ns = device_events_ns does not hold: 5 is not 0");
    }

    @Test
    void theHoldersOfMemoryAddUpToWhatIsFollowed() {
        TraceRows rows = rows();
        rows.emit(MemoryStats.newBuilder()
                .setTraceId("t")
                .setRun("run")
                .setDate("2026-01-01")
                .setPeakFollowedBytes(5L)
                .setAllocations(3)
                .setReleases(1)
                .setReleasesUnknown(0)
                .setNotFollowed(0)
                .build());
        assertThat(Invariants.brokenBy(rows))
                .containsExactly(
                        "holders' peak_bytes = peak_followed_bytes does not hold: 0 is not 5",
                        "holders' end_count = allocations - releases does not hold: 0 is not 2");
    }

    private static ModuleStats module(String path, long deviceNs) {
        return ModuleStats.newBuilder()
                .setTraceId("t")
                .setRun("run")
                .setDate("2026-01-01")
                .setDevice("0")
                .setPath(path)
                .setDeviceNs(deviceNs)
                .build();
    }

    @Test
    @Timeout(20)
    void aHundredThousandStepsOnEightDevicesAreCheckedInOneGo() {
        TraceRows rows = rows();
        for (int device = 0; device < 8; device++) {
            for (int step = 0; step < 100_000; step++) {
                emit(row("d" + device, step, 1), rows);
            }
            emit(row("d" + device, null, 100_000), rows);
        }
        assertThat(Invariants.brokenBy(rows)).isEmpty();
    }
}
