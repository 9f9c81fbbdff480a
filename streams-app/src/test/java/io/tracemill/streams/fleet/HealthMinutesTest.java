package io.tracemill.streams.fleet;

import static io.tracemill.streams.fleet.FleetLog.DCGM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.tracemill.schemas.DeviceHealth;
import io.tracemill.schemas.NodeProgress;
import io.tracemill.schemas.RunFacts;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HealthMinutesTest {

    private static final String CLOCK = "hw.gpu.clock";
    private static final String SMI = "nvidia-smi n1";

    private static List<DeviceHealth> health(FleetLog log) {
        return log.rows().stream()
                .filter(DeviceHealth.class::isInstance)
                .map(DeviceHealth.class::cast)
                .toList();
    }

    /** Minutes of the rows, since the zero of the log. */
    private static List<Long> minutes(FleetLog log) {
        return health(log).stream()
                .map(row -> row.getStartNs() / 60_000_000_000L - FleetLog.ZERO_S / 60)
                .toList();
    }

    @Test
    void aMinuteIsToldTwoMinutesAfterItsEnd() {
        FleetLog log = new FleetLog().every(15, 240, "GPU-3", CLOCK, 1e9).add(299, FleetLog.tick(false));
        assertThat(minutes(log)).containsExactly(0L, 1L);

        DeviceHealth row = health(log.add(300, FleetLog.tick(false))).get(2);

        assertThat(row.getNode()).isEqualTo("n1");
        assertThat(row.getDevice()).isEqualTo("GPU-3");
        assertThat(row.getDate()).isEqualTo("2025-11-24");
        assertThat(row.getStartNs()).isEqualTo(FleetLog.nanos(120));
        assertThat(row.getDurationNs()).isEqualTo(60_000_000_000L);
        assertThat(row.getQuantity()).isEqualTo(CLOCK);
        assertThat(row.getSource()).isEqualTo(DCGM);
        assertThat(row.getMean()).isEqualTo(1e9);
        assertThat(row.getSamples()).isEqualTo(4);
        assertThat(row.getHeldPct()).isEqualTo(100);
    }

    @Test
    void whatComesLaterChangesNothing() {
        FleetLog log = new FleetLog()
                .every(15, 170, "GPU-3", CLOCK, 1e9)
                .add(181, FleetLog.reading(DCGM, "GPU-3", CLOCK, 31, 9e9))
                .every(60, 600, "GPU-4", CLOCK, 1e9);

        assertThat(health(log))
                .filteredOn(row -> "GPU-3".equals(row.getDevice()) && row.getStartNs() == FleetLog.nanos(0))
                .extracting(DeviceHealth::getMax)
                .containsExactly(1e9);
    }

    @Test
    void sumsAndWhatFollowsFromThemHaveTheirPartOfTheMinute() {
        FleetLog log = new FleetLog();
        for (int second = 0; second <= 300; second += 40) {
            log.add(second, FleetLog.reading(DCGM, "GPU-3", "hw.energy", second, 600.0 * second));
        }
        log.add(240, FleetLog.tick(false));

        assertThat(health(log))
                .filteredOn(row -> row.getStartNs() == FleetLog.nanos(60))
                .extracting(DeviceHealth::getQuantity)
                .containsExactly("hw.energy", "energy");
        assertThat(health(log).get(2).getIncrease()).isCloseTo(36_000, within(1e-6));
    }

    @Test
    void sourcesThatNameADeviceDifferentlyTellOfOneDevice() {
        FleetLog log = new FleetLog().every(15, 240, "GPU-3", CLOCK, 1e9);
        for (int second = 0; second <= 240; second += 5) {
            log.add(second, FleetLog.indexed(SMI, "3", "hw.gpu.clock", second, 2e9));
            log.add(second, FleetLog.indexed(SMI, "3", "hw.power", second, 700));
        }

        assertThat(health(log))
                .filteredOn(row -> row.getStartNs() == FleetLog.nanos(0))
                .extracting(DeviceHealth::getDevice, DeviceHealth::getQuantity, DeviceHealth::getSource)
                .containsExactly(
                        tuple("GPU-3", CLOCK, SMI), tuple("GPU-3", "hw.power", SMI), tuple("GPU-3", "energy", SMI));
    }

    @Test
    void aRecordingIsToldAtItsEnd() {
        FleetLog log = new FleetLog();
        for (int second = -86_400; second <= -86_000; second += 10) {
            log.add(1, FleetLog.reading(DCGM, "GPU-3", CLOCK, second, 1e9));
        }
        log.add(300, FleetLog.tick(false));
        assertThat(minutes(log)).isEmpty();

        log.add(301, FleetLog.tick(true)).add(302, FleetLog.tick(true));

        assertThat(minutes(log)).containsExactly(-1_440L, -1_439L, -1_438L, -1_437L, -1_436L, -1_435L, -1_434L);
    }

    @Test
    void aDayWithoutRecordsLosesNoMinute() {
        FleetLog log = new FleetLog().every(15, 240, "GPU-3", CLOCK, 1e9).every(15, 240, "GPU-3", "hw.power", 700);
        log.add(90_000, FleetLog.reading(DCGM, "GPU-3", CLOCK, 90_000, 1e9)).add(90_300, FleetLog.tick(false));

        assertThat(health(log))
                .filteredOn(row -> row.getQuantity().equals(CLOCK))
                .extracting(DeviceHealth::getStartNs)
                .containsExactly(
                        FleetLog.nanos(0),
                        FleetLog.nanos(60),
                        FleetLog.nanos(120),
                        FleetLog.nanos(180),
                        FleetLog.nanos(240),
                        FleetLog.nanos(90_000));
    }

    @Test
    void theProgressIsToldWithEachMinute() {
        FleetLog log = new FleetLog()
                .add(0, FleetLog.tick(false))
                .add(59, FleetLog.tick(false))
                .add(75, FleetLog.tick(false))
                .add(10, FleetLog.tick(false));

        assertThat(log.rows())
                .extracting(row -> Objects.requireNonNull(((RunFacts) row).getProgress()))
                .containsExactly(
                        new NodeProgress(0, 1_000 * FleetLog.ZERO_S),
                        new NodeProgress(0, 1_000 * (FleetLog.ZERO_S + 75)));
    }
}
