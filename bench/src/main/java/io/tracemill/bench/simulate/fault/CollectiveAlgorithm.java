package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.StepWork;
import io.tracemill.bench.simulate.plan.GroupKind;
import java.util.List;

/** From a recorded step on, the library takes another algorithm for collectives; severity: what a step takes longer. */
final class CollectiveAlgorithm extends PlacedFault {

    private final int firstStep;

    CollectiveAlgorithm(FaultContext context) {
        this(context, (int)
                (context.plan().shape().steps() * context.draw().of("step").between(0.35, 0.6)));
    }

    private CollectiveAlgorithm(FaultContext context, int firstStep) {
        super(context, site(context, firstStep), context.severity(0.06, 0.25));
        this.firstStep = firstStep;
    }

    private static Site site(FaultContext context, int firstStep) {
        long from = context.plan().timeline().recordNanos()
                + firstStep * context.plan().stepNanos();
        return new Site(
                List.of(), null, null, null, from, context.plan().timeline().endNanos());
    }

    @Override
    public List<String> findings() {
        return List.of(NONE);
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        if (step >= firstStep) {
            work.useOtherAlgorithm();
            work.addTransfer(GroupKind.TENSOR, ofStep(0.4 * severity()));
            work.addTransfer(GroupKind.DATA, ofStep(0.6 * severity()));
        }
    }
}
