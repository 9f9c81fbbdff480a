package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.HostPart;
import io.tracemill.bench.simulate.effect.StepWork;
import io.tracemill.bench.simulate.plan.Draw;
import java.util.List;

/** The interpreter of now this rank, now that one stops for a while; severity: how long, of a step. */
final class GarbageCollection extends PlacedFault {

    private final double often;

    GarbageCollection(FaultContext context) {
        super(context, context.run(), context.severity(0.1, 0.4));
        this.often = context.draw().of("often").between(0.5, 1.5)
                / context.topology().ranks();
    }

    @Override
    public List<String> findings() {
        return List.of("VARYING_HOST");
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        Draw stall = draw().of("stall", rank, step);
        if (stall.share() < often) {
            work.addHost(
                    HostPart.SILENT, ofStep(severity()) * stall.of("length").between(0.6, 1.4));
        }
    }
}
