package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.StepWork;
import java.util.List;

/**
 * No fault: a rank with less to do, whose device lowers its clock while it waits for the others; severity: how much
 * less.
 */
final class IdleClock extends PlacedFault {

    IdleClock(FaultContext context) {
        super(context, context.rank(), context.severity(0.3, 0.5));
    }

    @Override
    public List<String> findings() {
        return List.of(NONE);
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        if (site().has(rank)) {
            work.scale(Math.max(0.1, 1 - severity()));
        }
    }

    @Override
    public void changeDevice(int rank, long nanos, DeviceCondition device) {
        if (site().has(rank)) {
            device.savesPower = true;
        }
    }
}
