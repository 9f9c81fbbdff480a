package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;

/** Devices whose power is limited run below their clock; severity: how much longer they compute. */
final class PowerThrottling extends SlowClock {

    private static final double IDLE_WATTS = 80;
    private static final double BUSY_WATTS = 500;
    private static final double WATTS_STEP = 25;

    PowerThrottling(FaultContext context) {
        super(context);
    }

    @Override
    void showReason(DeviceCondition device) {
        double watts = IDLE_WATTS + BUSY_WATTS * device.clock * device.clock;
        device.powerLimit = WATTS_STEP * Math.rint(watts / WATTS_STEP);
        device.powerViolation = Math.min(0.97, 0.5 + severity());
        device.reasons = DeviceCondition.POWER_CAP;
    }
}
