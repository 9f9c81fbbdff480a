package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.HostPart;
import io.tracemill.bench.simulate.effect.StepWork;
import java.util.List;

/** The training has just begun, and its first steps compile; severity: what the first step takes longer. */
final class WarmUp extends PlacedFault {

    private static final double FADES = 0.35;

    WarmUp(FaultContext context) {
        super(context, site(context), context.severity(0.8, 3));
    }

    private static Site site(FaultContext context) {
        long from = context.plan().timeline().recordNanos();
        return new Site(
                List.of(), null, null, null, from, from + 4 * context.plan().stepNanos());
    }

    @Override
    public List<String> findings() {
        return List.of(NONE);
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        double left = severity() * StrictMath.pow(FADES, step);
        if (left > 0.01) {
            work.addHost(
                    HostPart.COMPILE,
                    ofStep(0.7 * left) * draw().of("compile", rank, step).between(0.95, 1));
            work.scale(1 + 0.3 * left);
        }
    }
}
