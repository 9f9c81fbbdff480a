package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.StepWork;

/** Devices whose clock someone has set low; severity: how much longer they compute. */
final class ClockCapped extends PlacedFault {

    ClockCapped(FaultContext context) {
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
            device.reasons = DeviceCondition.CLOCKS_SETTING;
        }
    }
}
