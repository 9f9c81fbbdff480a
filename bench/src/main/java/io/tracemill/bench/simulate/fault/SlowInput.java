package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.HostPart;
import io.tracemill.bench.simulate.effect.NodeCondition;
import io.tracemill.bench.simulate.effect.StepWork;
import java.util.List;

/** The data of a rank comes late, since its node's disks are slow; severity: what a step waits longer for it. */
final class SlowInput extends PlacedFault {

    SlowInput(FaultContext context) {
        super(context, context.firstStageRank(), context.severity(0.06, 0.4));
    }

    @Override
    public List<String> findings() {
        return List.of("SLOW_INPUT", "SLOW_HOST");
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        if (site().has(rank)) {
            work.addHost(
                    HostPart.INPUT,
                    ofStep(severity()) * draw().of("more", rank, step).logNormal(0.2));
        }
    }

    @Override
    public void changeNode(int node, long nanos, NodeCondition condition) {
        if (isNodeOfFirstRank(node)) {
            condition.diskPressure = draw().of("pressure").between(0.2, 0.5);
            condition.diskBytesPerSecond = draw().of("disk").between(4e8, 9e8);
        }
    }
}
