package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.StepWork;

/** Devices that are too hot run below their clock; severity: how much longer they compute. */
final class ThermalThrottling extends PlacedFault {

    private static final double HELD_AT = 87;
    private static final double THROTTLES_FROM = 83;

    ThermalThrottling(FaultContext context) {
        super(context, context.rankOrNode(), context.severity(0.08, 0.4));
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        if (site().has(rank)) {
            work.slowClock(severity());
        }
    }

    @Override
    public void changeDevice(int rank, long nanos, DeviceCondition device) {
        if (site().has(rank)) {
            device.heldAtCelsius = HELD_AT;
            device.throttlesFromCelsius = THROTTLES_FROM;
            device.clock = 1 / (1 + severity());
            device.thermalViolation = Math.min(0.97, 0.5 + severity());
            device.reasons = draw().of("hardware").share() < 0.5
                    ? DeviceCondition.SOFTWARE_THERMAL
                    : DeviceCondition.SOFTWARE_THERMAL | DeviceCondition.HARDWARE_THERMAL;
        }
    }
}
