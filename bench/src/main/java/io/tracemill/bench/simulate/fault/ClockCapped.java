package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;

/** Devices whose clock someone has set low; severity: how much longer they compute. */
final class ClockCapped extends SlowClock {

    ClockCapped(FaultContext context) {
        super(context);
    }

    @Override
    void showReason(DeviceCondition device) {
        device.reasons = DeviceCondition.CLOCKS_SETTING;
    }
}
