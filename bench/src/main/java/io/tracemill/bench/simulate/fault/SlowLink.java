package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.NodeCondition;
import io.tracemill.bench.simulate.effect.StepWork;

/** A link with errors has less bandwidth; severity: what its group's transfers take longer, of a step. */
final class SlowLink extends LinkFault {

    SlowLink(FaultContext context) {
        super(context, context.severity(0.06, 0.35));
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        if (isMember(rank)) {
            work.addTransfer(
                    groupKind(),
                    ofStep(severity()) * (1 + 0.05 * draw().of("noise", step).normal()));
        }
    }

    @Override
    public void changeDevice(int rank, long nanos, DeviceCondition device) {
        if (rank == rank() && !isBetweenNodes()) {
            device.linkErrorsPerSecond = draw().of("rate").between(2, 40);
            device.replaysPerSecond = draw().of("replays").between(0, 0.2);
        }
    }

    @Override
    public void changeNode(int node, long nanos, NodeCondition condition) {
        if (isBetweenNodes() && isNodeOfFirstRank(node)) {
            condition.faultyPort = port();
            condition.portErrorsPerSecond = draw().of("rate").between(0.5, 20);
        }
    }
}
