package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.HostPart;
import io.tracemill.bench.simulate.effect.StepWork;
import io.tracemill.bench.simulate.plan.Draw;
import java.util.List;

/** The memory of a device is nearly full, so that it is freed and taken again; severity: how long, of a step. */
final class MemoryPressure extends PlacedFault {

    private static final double OFTEN = 0.8;

    MemoryPressure(FaultContext context) {
        super(context, context.rank(), context.severity(0.06, 0.25));
    }

    @Override
    public List<String> findings() {
        return List.of("SLOW_HOST", "VARYING_HOST");
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        Draw retry = draw().of("retry", rank, step);
        if (site().has(rank) && retry.share() < OFTEN) {
            work.addHost(
                    HostPart.ALLOCATION, ofStep(severity()) * retry.of("length").between(0.8, 1.4));
        }
    }

    @Override
    public void changeDevice(int rank, long nanos, DeviceCondition device) {
        if (site().has(rank)) {
            device.memoryShare = 0.984 + 0.01 * draw().of("memory", nanos).share();
        }
    }
}
