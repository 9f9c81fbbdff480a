package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.StepWork;
import java.util.List;

/** The driver reports an error of a device, which then computes more slowly; severity: how much longer. */
final class DeviceError extends PlacedFault {

    /** Contained memory error, page fault, failed call of the firmware, error of the microcontroller. */
    private static final List<Integer> CODES = List.of(94, 31, 119, 62);

    DeviceError(FaultContext context) {
        super(context, context.rank(), context.severity(0.1, 0.5));
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        if (site().has(rank)) {
            work.scale(1 + severity());
        }
    }

    @Override
    public void changeDevice(int rank, long nanos, DeviceCondition device) {
        if (site().has(rank)) {
            device.errorCode = CODES.get(draw().of("code").below(CODES.size()));
        }
    }
}
