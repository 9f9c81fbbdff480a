package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.HostPart;
import io.tracemill.bench.simulate.effect.NodeCondition;
import io.tracemill.bench.simulate.effect.StepWork;
import java.util.ArrayList;
import java.util.List;

/**
 * Another run on a node takes a part of two of its devices, or of its processors; severity: how much longer the ranks
 * compute, or what a step takes longer.
 */
public final class Neighbour extends PlacedFault {

    /** Devices that the other run has. */
    private static final int DEVICES = 2;

    private final boolean takesDevices;

    Neighbour(FaultContext context) {
        this(
                context,
                context.draw().of("takes").share() < 0.5
                        || context.plan().shape().nodes() < 3);
    }

    private Neighbour(FaultContext context, boolean takesDevices) {
        super(context, takesDevices ? pair(context) : context.node(), context.severity(0.1, 0.4));
        this.takesDevices = takesDevices;
    }

    private static Site pair(FaultContext context) {
        Site first = context.rank();
        int rank = first.ranks().get(0);
        List<Integer> ranks = new ArrayList<>(List.of(rank));
        int next = rank % 2 == 0 ? rank + 1 : rank - 1;
        if (next < context.topology().ranks()
                && context.topology().node(next) == context.topology().node(rank)) {
            ranks.add(next);
        }
        return new Site(ranks, null, null, null, first.fromNanos(), first.toNanos());
    }

    @Override
    public List<String> findings() {
        return List.of(takesDevices ? "SLOW_COMPUTE" : "SLOW_NODE");
    }

    /** Ranks of this run whose devices the other run has, too. */
    public List<Integer> sharedWith() {
        return site().ranks().stream().sorted().limit(DEVICES).toList();
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        if (!site().has(rank)) {
            return;
        }
        if (takesDevices) {
            work.scale(1 + severity() * draw().of("slices", rank, step).between(0.9, 1.1));
        } else {
            double more = ofStep(severity()) * draw().of("more", rank, step).logNormal(0.15);
            work.addHost(HostPart.PASS, 0.5 * more);
            work.addHost(HostPart.UPDATE, 0.5 * more);
        }
    }

    @Override
    public void changeDevice(int rank, long nanos, DeviceCondition device) {
        if (sharedWith().contains(rank)) {
            device.takenByOthers = takesDevices ? severity() / (1 + severity()) : 0.02;
            device.memoryShare = 0.93;
        }
    }

    @Override
    public void changeNode(int node, long nanos, NodeCondition condition) {
        if (isNodeOfFirstRank(node)) {
            condition.otherLoad = takesDevices ? 0.12 : 0.75;
            condition.processorPressure = takesDevices ? 0.01 : 0.4;
        }
    }
}
