package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.StepWork;

/** Devices that run below their clock for some reason; severity: how much longer they compute. */
abstract class SlowClock extends PlacedFault {

    SlowClock(FaultContext context) {
        super(context, context.rankOrNode(), context.severity(0.08, 0.4));
    }

    @Override
    public final void changeWork(int rank, int step, StepWork work) {
        if (site().has(rank)) {
            work.slowClock(severity());
        }
    }

    @Override
    public final void changeDevice(int rank, long nanos, DeviceCondition device) {
        if (site().has(rank)) {
            device.clock = 1 / (1 + severity());
            showReason(device);
        }
    }

    /** Changes the condition of a device, whose clock is low already, by what makes it low. */
    abstract void showReason(DeviceCondition device);
}
