package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.StepWork;

/** Devices whose power is limited run below their clock; severity: how much longer they compute. */
final class PowerThrottling extends PlacedFault {

    private static final double IDLE_WATTS = 80;
    private static final double BUSY_WATTS = 500;
    private static final double WATTS_STEP = 25;

    PowerThrottling(FaultContext context) {
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
            device.clock = 1 / (1 + severity());
            double watts = IDLE_WATTS + BUSY_WATTS * device.clock * device.clock;
            device.powerLimit = WATTS_STEP * Math.rint(watts / WATTS_STEP);
            device.powerViolation = Math.min(0.97, 0.5 + severity());
            device.reasons = DeviceCondition.POWER_CAP;
        }
    }
}
