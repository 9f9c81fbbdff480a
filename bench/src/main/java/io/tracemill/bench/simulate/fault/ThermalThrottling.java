package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;

/** Devices that are too hot run below their clock; severity: how much longer they compute. */
final class ThermalThrottling extends SlowClock {

    private static final double HELD_AT = 87;
    private static final double THROTTLES_FROM = 83;

    ThermalThrottling(FaultContext context) {
        super(context);
    }

    @Override
    void showReason(DeviceCondition device) {
        device.heldAtCelsius = HELD_AT;
        device.throttlesFromCelsius = THROTTLES_FROM;
        device.thermalViolation = Math.min(0.97, 0.5 + severity());
        device.reasons = draw().of("hardware").share() < 0.5
                ? DeviceCondition.SOFTWARE_THERMAL
                : DeviceCondition.SOFTWARE_THERMAL | DeviceCondition.HARDWARE_THERMAL;
    }
}
