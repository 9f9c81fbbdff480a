package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.HostPart;
import io.tracemill.bench.simulate.effect.NodeCondition;
import io.tracemill.bench.simulate.effect.StepWork;
import java.util.List;

/** The host process is slow, since its node has no processor to spare; severity: what a step takes longer. */
final class SlowHost extends PlacedFault {

    SlowHost(FaultContext context) {
        super(context, context.rankOrNode(), context.severity(0.06, 0.35));
    }

    @Override
    public List<String> findings() {
        return List.of(site().node() == null ? "SLOW_HOST" : "SLOW_NODE");
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        if (site().has(rank)) {
            double more = ofStep(severity()) * draw().of("more", rank, step).logNormal(0.12);
            work.addHost(HostPart.PASS, 0.45 * more);
            work.addHost(HostPart.UPDATE, 0.55 * more);
        }
    }

    @Override
    public void changeNode(int node, long nanos, NodeCondition condition) {
        if (isNodeOfFirstRank(node)) {
            boolean all = site().node() != null;
            condition.otherLoad = all ? 0.85 : 0.55;
            condition.processorPressure = all ? 0.5 : 0.25;
        }
    }
}
