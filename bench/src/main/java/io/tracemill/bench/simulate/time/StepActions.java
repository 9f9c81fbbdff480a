package io.tracemill.bench.simulate.time;

import io.tracemill.bench.simulate.effect.HostPart;
import io.tracemill.bench.simulate.effect.StepWork;
import io.tracemill.bench.simulate.plan.Draw;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.plan.GroupKind;
import io.tracemill.bench.simulate.plan.Topology;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The actions of a rank in a step: it gets a batch, computes forward and backward, sums gradients, and updates the
 * weights. In a pipeline, each stage first goes forward with as many microbatches as the stages after it need, and then
 * forward and backward in turn.
 */
final class StepActions {

    private static final int BLOCKS = 4;
    private static final double COMPUTING = 0.74;
    private static final double TENSOR = 0.07;
    private static final double DATA = 0.08;
    private static final double WORLD = 0.004;
    private static final double SEND = 0.003;
    private static final double COPY = 0.0015;
    private static final double FORWARD = 1 / 3.0;

    private final FleetPlan plan;
    private final Topology topology;
    private final int rank;
    private final int step;
    private final StepWork work;
    private final Draw draw;
    private final int blocks;
    private final double filled;
    private final Map<GroupKind, Integer> collectives = new EnumMap<>(GroupKind.class);
    private final List<Action> actions = new ArrayList<>();

    StepActions(FleetPlan plan, int rank, int step, StepWork work) {
        this.plan = plan;
        this.topology = plan.topology();
        this.rank = rank;
        this.step = step;
        this.work = work;
        this.draw = plan.draw().of("action", rank, step);
        int microbatches = topology.microbatches();
        this.blocks = topology.stages() == 1 ? BLOCKS : 1;
        this.filled = microbatches / (microbatches + topology.stages() - 1.0);
    }

    List<Action> all() {
        host(HostPart.INPUT);
        host(HostPart.COMPILE);
        actions.add(new Action.Copy(true, of(COPY)));
        passes();
        collective(GroupKind.DATA, Action.Operation.REDUCE_SCATTER, 0.6);
        host(HostPart.UPDATE);
        compute(Kernel.UPDATE, 1);
        collective(GroupKind.DATA, Action.Operation.ALL_GATHER, 0.4);
        collective(GroupKind.WORLD, Action.Operation.ALL_REDUCE, 1);
        actions.add(new Action.Copy(false, of(COPY / 4)));
        return actions;
    }

    private void passes() {
        int microbatches = topology.microbatches();
        int ahead = Math.min(topology.stages() - topology.stage(rank) - 1, microbatches);
        for (int i = 0; i < ahead; i++) {
            forward(i);
        }
        for (int i = ahead; i < microbatches; i++) {
            forward(i);
            backward(i - ahead);
        }
        for (int i = microbatches - ahead; i < microbatches; i++) {
            backward(i);
        }
    }

    private void forward(int microbatch) {
        receive(-1, microbatch);
        host(HostPart.PASS, topology.microbatches());
        int stalled = draw.of("stalled").below(blocks);
        for (int block = 0; block < blocks; block++) {
            compute(Kernel.FORWARD_ATTENTION, FORWARD);
            compute(Kernel.FORWARD_PRODUCT, FORWARD);
            compute(Kernel.FORWARD_ELEMENTWISE, FORWARD);
            collective(GroupKind.TENSOR, Action.Operation.ALL_REDUCE, 0.5);
            if (microbatch == topology.microbatches() / 2 && block == stalled) {
                host(HostPart.SILENT);
                host(HostPart.ALLOCATION);
            }
        }
        send(1, microbatch);
    }

    private void backward(int microbatch) {
        receive(1, microbatch);
        for (int block = 0; block < blocks; block++) {
            compute(Kernel.BACKWARD_ELEMENTWISE, 1 - FORWARD);
            compute(Kernel.BACKWARD_PRODUCT, 1 - FORWARD);
            compute(Kernel.BACKWARD_ATTENTION, 1 - FORWARD);
            collective(GroupKind.TENSOR, Action.Operation.ALL_REDUCE, 0.5);
        }
        send(-1, microbatch);
    }

    private void host(HostPart part) {
        host(part, 1);
    }

    /** The host works for one of some equal parts of what there is in a step. */
    private void host(HostPart part, int parts) {
        if (work.host(part) > 0) {
            actions.add(new Action.Host(part, work.host(part) / parts));
        }
    }

    /** Computes a share of what there is of a kind in a step. */
    private void compute(Kernel kernel, double share) {
        int parts = kernel == Kernel.UPDATE ? 1 : topology.microbatches() * blocks;
        double even = plan.stepNanos() * filled * COMPUTING * kernel.kind().share() * share / parts;
        double noise = 1 + 0.01 * draw.of("kernel", actions.size()).normal();
        actions.add(
                new Action.Compute(kernel, Math.round(even * work.factor(kernel.kind()) * noise), Math.round(even)));
    }

    /** A collective with a share of what there is of a kind of group in a step. */
    private void collective(GroupKind kind, Action.Operation operation, double share) {
        if (topology.size(kind) == 1) {
            return;
        }
        double parts = kind == GroupKind.TENSOR ? topology.microbatches() * blocks : 1;
        double even = plan.stepNanos() * of(kind) * share / parts;
        Draw ofGroup = plan.draw().of("transfer", topology.first(kind, rank), kind.number(), step);
        double noise = 1
                + 0.03
                        * Math.abs(ofGroup.of("noise", collectives.merge(kind, 1, Integer::sum))
                                .normal());
        long nanos = Math.round(even * noise + work.addedTransfer(kind) * share / parts);
        actions.add(new Action.Collective(kind, operation, nanos, Math.round(even), work.usesOtherAlgorithm()));
    }

    private double of(GroupKind kind) {
        return switch (kind) {
            case TENSOR -> TENSOR * filled;
            case DATA -> DATA;
            case WORLD -> WORLD;
            case PIPELINE -> SEND;
        };
    }

    private void send(int further, int microbatch) {
        int stage = topology.stage(rank) + further;
        if (stage >= 0 && stage < topology.stages()) {
            actions.add(new Action.Send(topology.inOtherStage(rank, further), tag(rank, microbatch), of(SEND)));
        }
    }

    private void receive(int from, int microbatch) {
        int stage = topology.stage(rank) + from;
        if (stage >= 0 && stage < topology.stages()) {
            int sender = topology.inOtherStage(rank, from);
            actions.add(new Action.Receive(sender, tag(sender, microbatch)));
        }
    }

    /** Of one rank to the next stage and to the one before, since stages send forward or backward to each only. */
    private long tag(int sender, int microbatch) {
        return (long) sender << 16 | microbatch;
    }

    private long of(double share) {
        return Math.round(share * plan.stepNanos());
    }
}
