package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.NodeCondition;
import io.tracemill.bench.simulate.effect.StepWork;
import java.util.List;

/** A link goes down and comes back, now and then; severity: how long its group then waits, of a step. */
final class FlappingLink extends LinkFault {

    /** Length of a step with the fault, of one without. */
    private static final double SLOWER = 1.2;

    private static final double ERRORS_EACH = 40;

    private final double often;

    FlappingLink(FaultContext context) {
        super(context, context.severity(0.4, 1.2));
        this.often = context.draw().of("often").between(0.15, 0.3);
    }

    @Override
    public List<String> findings() {
        return List.of("SLOW_LINK", "VARYING_HOST", NONE);
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        if (isMember(rank) && isDown(step)) {
            work.addTransfer(
                    groupKind(), ofStep(severity()) * draw().of("length", step).between(0.7, 1.3));
        }
    }

    /** Whether it goes down in a step; the steps before the recorded ones have negative numbers. */
    private boolean isDown(long step) {
        return draw().of("down", step).share() < often;
    }

    private long step(long nanos) {
        return (long) Math.floor((nanos - plan().timeline().recordNanos()) / (SLOWER * plan().stepNanos()));
    }

    private int downs(long nanos) {
        int downs = 0;
        for (long step = step(site().fromNanos()); step < step(nanos); step++) {
            downs += isDown(step) ? 1 : 0;
        }
        return downs;
    }

    @Override
    public void changeDevice(int rank, long nanos, DeviceCondition device) {
        if (rank == rank() && !isBetweenNodes() && isDown(step(nanos) - 1)) {
            device.linkErrorsPerSecond = ERRORS_EACH;
        }
    }

    @Override
    public void changeNode(int node, long nanos, NodeCondition condition) {
        if (isBetweenNodes() && isNodeOfFirstRank(node)) {
            condition.faultyPort = port();
            condition.linkDowns = downs(nanos);
        }
    }
}
