package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.StepWork;

/** The memory of a device has errors, so that rows are replaced; severity: how much longer the device computes. */
final class MemoryErrors extends PlacedFault {

    private static final double SECONDS_PER_ROW = 180;
    private static final int ROW_REMAPPED = 63;

    MemoryErrors(FaultContext context) {
        super(context, context.rank(), context.severity(0.08, 0.3));
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        if (site().has(rank)) {
            work.slowMemory(severity());
        }
    }

    @Override
    public void changeDevice(int rank, long nanos, DeviceCondition device) {
        if (site().has(rank)) {
            device.correctedPerSecond = draw().of("rate").between(0.3, 6);
            device.remappedRows = 1 + (int) (secondsSinceBegin(nanos) / SECONDS_PER_ROW);
            device.uncorrected = draw().of("uncorrected").share() < 0.3 ? 1 : 0;
            device.errorCode = ROW_REMAPPED;
        }
    }
}
