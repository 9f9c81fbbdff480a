package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.StepWork;
import java.util.List;

/** A stage of the pipeline has more of the model than the others; severity: how much more than an even share. */
final class ImbalancedStages extends PlacedFault {

    ImbalancedStages(FaultContext context) {
        super(context, context.stage(), context.severity(0.1, 0.5));
    }

    @Override
    public List<String> findings() {
        return List.of("IMBALANCED_STAGES");
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        work.scale(
                site().has(rank)
                        ? 1 + severity()
                        : 1 - severity() / (plan().topology().stages() - 1));
    }
}
