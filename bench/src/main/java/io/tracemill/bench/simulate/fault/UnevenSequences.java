package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.StepWork;
import java.util.List;

/** Sequences are of different lengths in each batch; severity: the standard deviation of what a batch computes. */
final class UnevenSequences extends PlacedFault {

    private static final double SHORTEST = 0.3;

    UnevenSequences(FaultContext context) {
        super(context, context.run(), context.severity(0.08, 0.22));
        if (context.topology().data() < 4) {
            throw new IllegalArgumentException(
                    "uneven-sequences needs at least 4 batches at a time: ask for more ranks or fewer stages");
        }
    }

    @Override
    public List<String> findings() {
        return List.of("VARYING_LOAD", "RANK_SPREAD");
    }

    @Override
    public void changeWork(int rank, int step, StepWork work) {
        double length =
                draw().of("length", plan().topology().replica(rank), step).normal();
        work.lengthen(Math.max(SHORTEST, 1 + severity() * length));
    }
}
