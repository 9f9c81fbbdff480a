package io.tracemill.streams.slowrank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rule, applied to the steps of a run in their order. What it keeps grows with ranks and groups only, not with the
 * steps, but that the first five steps are held where the stages are not known.
 */
public final class SlowRankRule {

    /** Steps from whose computing classes are told, and before which a provisional verdict names no ranks. */
    static final int FIRST_STEPS = 5;

    private final RunRanks run;
    private final List<StepTimes> held = new ArrayList<>();
    private Optional<RunSums> sums;

    /** A rule that has seen no step. */
    public SlowRankRule(RunRanks run) {
        this.run = run;
        sums = run.stages().map(stages -> new RunSums(run, PeerClasses.ofStages(stages)));
    }

    /** Adds the next step that every rank has reported. */
    public void add(StepTimes step) {
        if (step.ranks() != run.size()) {
            throw new IllegalArgumentException("ranks must be " + run.size() + " but were " + step.ranks());
        }
        if (sums.isPresent()) {
            sums.get().add(step);
            return;
        }
        held.add(step);
        if (held.size() == FIRST_STEPS) {
            classify();
        }
    }

    private RunSums classify() {
        long[] computing = new long[run.size()];
        for (StepTimes step : held) {
            for (int rank = 0; rank < computing.length; rank++) {
                computing[rank] += step.work(Component.COMPUTING)[rank];
            }
        }
        RunSums classified = new RunSums(run, PeerClasses.ofWork(run, computing));
        held.forEach(classified::add);
        held.clear();
        sums = Optional.of(classified);
        return classified;
    }

    /** Verdict on the steps so far, while more may come. It names no ranks before the fifth step. */
    public Verdict provisional() {
        return sums.map(so -> Verdict.provisional(run, so)).orElse(Verdict.NONE);
    }

    /** Verdict on the whole run. No step may be added after it. */
    public Verdict verdict() {
        return Verdict.of(run, sums.orElseGet(this::classify));
    }
}
