package io.tracemill.streams.slowrank;

import io.tracemill.schemas.SlowRankKind;
import io.tracemill.streams.slowrank.Finding.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Findings about ranks that are not suspects: one that is slow for a while, and work that varies. */
final class VaryingWork {

    /** Quartile range of computing, in pm of the steps, from which the work of all ranks varies. */
    private static final int SPREAD_PM = 25;

    private static final int FEW = 3;
    private static final int PASSING_SHARE_PM = 667;
    private static final int PASSING_PM = 30;
    private static final int PASSING_IN_FEW_STEPS_PM = 100;
    private static final int LOAD_PM = 20;
    private static final int LOAD_WITHOUT_SPREAD_PM = 50;
    private static final int LOAD_STEPS_PM = 100;
    private static final int HOST_PM = 8;
    private static final int HOST_STEPS_PM = 50;
    private static final int FEWEST_STALLS = 2;

    private final RunRanks run;
    private final RunSums sums;
    private final int[] others;
    private final long spread;
    private final List<Finding> findings = new ArrayList<>();

    private VaryingWork(RunRanks run, RunSums sums, int[] others) {
        this.run = run;
        this.sums = sums;
        this.others = others;
        this.spread = permille(sums.spread());
    }

    static List<Finding> of(RunRanks run, RunSums sums, Suspects suspects) {
        int[] others = IntStream.range(0, run.size())
                .filter(rank -> !suspects.isNamed(rank))
                .toArray();
        VaryingWork work = new VaryingWork(run, sums, others);
        Set<Component> passing = work.addPassing();
        if (!passing.contains(Component.COMPUTING)) {
            work.addVaryingLoad();
        }
        if (!passing.contains(Component.HOST) && !passing.contains(Component.INPUT)) {
            work.addVaryingHost();
        }
        return work.findings;
    }

    private long permille(long nanos) {
        return Permille.of(nanos, sums.stepNanos());
    }

    /** Excess of the other ranks in the steps that they led, in ns. */
    private long excess(ComponentSums component) {
        return Arrays.stream(others).mapToLong(component::leaderExcess).sum();
    }

    private long hits(ComponentSums component) {
        return Arrays.stream(others).mapToLong(component::leaderHits).sum();
    }

    private Set<Component> addPassing() {
        Set<Component> passing = EnumSet.noneOf(Component.class);
        if (spread >= SPREAD_PM || others.length == 0) {
            return passing;
        }
        int steps = sums.steps();
        int atLeast = steps >= FEW ? PASSING_PM : PASSING_IN_FEW_STEPS_PM;
        for (ComponentSums component : sums.components()) {
            int most = others[0];
            for (int rank : others) {
                most = component.leaderExcess(rank) > component.leaderExcess(most) ? rank : most;
            }
            long excess = component.leaderExcess(most);
            if (Permille.isAtLeast(excess, PASSING_SHARE_PM, excess(component))
                    && permille(excess) >= atLeast
                    && component.leaderHits(most) >= Math.min(steps, FEW)) {
                findings.add(Finding.passing(
                        component.component().slow(), run.numbers().get(most), permille(excess), component.hits(most)));
                passing.add(component.component());
            }
        }
        return passing;
    }

    private void addVaryingLoad() {
        ComponentSums computing = sums.computing();
        long cost = permille(excess(computing));
        long hits = hits(computing);
        boolean enough = (cost >= LOAD_PM && spread >= SPREAD_PM) || cost >= LOAD_WITHOUT_SPREAD_PM;
        if (enough && areOften(hits, LOAD_STEPS_PM, FEW)) {
            long largest = Arrays.stream(others)
                    .mapToLong(rank -> computing.excess()[rank])
                    .max()
                    .orElse(0);
            boolean lasting = 2 * largest >= excess(computing);
            add(lasting ? SlowRankKind.RANK_SPREAD : SlowRankKind.VARYING_LOAD, cost);
        }
    }

    private void addVaryingHost() {
        long excess = 0;
        long hits = 0;
        for (ComponentSums component : sums.components()) {
            if (component.component() != Component.COMPUTING) {
                excess += excess(component);
                hits += hits(component);
            }
        }
        if (permille(excess) >= HOST_PM && areOften(hits, HOST_STEPS_PM, FEWEST_STALLS)) {
            add(SlowRankKind.VARYING_HOST, permille(excess));
        }
    }

    private boolean areOften(long hits, int stepsPermille, int fewest) {
        return Permille.isAtLeast(hits, stepsPermille, sums.steps()) && hits >= Math.min(sums.steps(), fewest);
    }

    private void add(SlowRankKind kind, long cost) {
        long led = Arrays.stream(others).map(sums::leads).sum();
        findings.add(Finding.lasting(kind, List.of(), Place.NONE, cost, led));
    }
}
