package io.tracemill.bench.simulate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.plan.Device;
import io.tracemill.bench.simulate.plan.Draw;
import io.tracemill.bench.simulate.time.Activity;
import org.junit.jupiter.api.Test;

/** Physical values of a device hang together. */
class DeviceModelTest {

    private static final double SECONDS = 15;
    private static final int MANY = 60;
    private static final Activity TRAINS = new ActivityOf(0.76, 0.06).get();
    private static final Activity WAITS = new ActivityOf(0.4, 0.4).get();

    private final DeviceModel device = new DeviceModel(new Device(0, "GPU-1", "1B", 1), 26, new Draw(1));

    private record ActivityOf(double computing, double waiting) {
        private Activity get() {
            return new Activity(computing, waiting, 0.15, 1 - computing - waiting - 0.15);
        }
    }

    @Test
    void energyIsTheSumOfPower() {
        double before = device.energy;
        double joules = 0;
        for (int i = 0; i < MANY; i++) {
            device.pass(SECONDS, TRAINS, new DeviceCondition());
            joules += SECONDS * device.power;
        }

        assertThat((device.energy - before) / 1e3).isCloseTo(joules, within(1.0));
        assertThat(device.power).isBetween(500.0, 700.0);
    }

    @Test
    void anIdleDeviceHasALowClockForNoOtherReason() {
        device.pass(SECONDS, Activity.NONE, new DeviceCondition());

        assertThat(device.clock).isEqualTo(345);
        assertThat(device.power).isBetween(60.0, 100.0);
        assertThat(device.reasons()).isEqualTo(DeviceCondition.IDLE);
    }

    @Test
    void aDeviceThatIsHotThrottlesOnceItIsHotAndRunsCoolerBefore() {
        DeviceCondition hot = new DeviceCondition();
        hot.heldAtCelsius = 87;
        hot.throttlesFromCelsius = 83;
        hot.clock = 0.7;
        hot.thermalViolation = 0.5;
        hot.reasons = DeviceCondition.SOFTWARE_THERMAL;
        device.pass(SECONDS, TRAINS, hot);
        double cool = device.clock;
        assertThat(device.thermalViolation).isZero();
        pass(TRAINS, hot);

        assertThat(cool).isGreaterThan(1_800);
        assertThat(device.clock).isBetween(1_200.0, 1_400.0);
        assertThat(device.temperature).isBetween(85.0, 88.0);
        assertThat(device.thermalViolation).isPositive();
        assertThat(device.reasons()).isEqualTo(DeviceCondition.SOFTWARE_THERMAL);
    }

    @Test
    void aLowerClockTakesLessPowerAndStaysCooler() {
        pass(TRAINS, new DeviceCondition());
        double power = device.power;
        double temperature = device.temperature;
        DeviceCondition capped = new DeviceCondition();
        capped.clock = 0.7;
        capped.reasons = DeviceCondition.CLOCKS_SETTING;
        pass(TRAINS, capped);

        assertThat(device.power).isLessThan(0.75 * power);
        assertThat(device.temperature).isLessThan(temperature - 5);
        assertThat(device.clock).isEqualTo(1_380);
    }

    @Test
    void aDeviceThatWaitsIsBusyWithLessPower() {
        pass(WAITS, new DeviceCondition());

        assertThat(DeviceMetric.DCGM_FI_DEV_GPU_UTIL.of(device)).isEqualTo(95);
        assertThat(DeviceMetric.DCGM_FI_PROF_PIPE_TENSOR_ACTIVE.of(device)).isLessThan(0.3);
        assertThat(device.power).isLessThan(500);
        assertThat(device.clock).isGreaterThan(1_800);
    }

    private void pass(Activity activity, DeviceCondition condition) {
        for (int i = 0; i < MANY; i++) {
            device.pass(SECONDS, activity, condition);
        }
    }
}
