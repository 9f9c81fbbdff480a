package io.tracemill.streams.slowrank;

import java.util.Arrays;
import java.util.List;

/** Sums over the steps of a run whose ranks are classified. */
final class RunSums {

    private final PeerClasses classes;
    private final int microbatches;
    private final List<ComponentSums> components;
    private final List<LinkSums> links;
    private final StageSums stages;
    private final long[] work;
    private final long[] classWork;
    private final int[] leads;
    private int steps;
    private long stepNanos;
    private long spread;
    private long imbalance;
    private long transfer;

    RunSums(RunRanks run, PeerClasses classes) {
        this.classes = classes;
        microbatches = classes.size() > 1 ? Math.max(1, run.microbatches()) : 1;
        components = Component.ALL.stream()
                .map(component -> new ComponentSums(component, run.size()))
                .toList();
        links = run.kinds().stream().map(LinkSums::new).toList();
        stages = new StageSums(classes.size(), microbatches);
        work = new long[run.size()];
        classWork = new long[classes.size()];
        leads = new int[run.size()];
    }

    void add(StepTimes step) {
        long nanos = LowerMedian.of(step.durations());
        steps++;
        stepNanos += nanos;
        int leader = addWork(step);
        leads[leader]++;
        for (ComponentSums sums : components) {
            long[] times = step.work(sums.component());
            sums.add(times, spreadOut(medians(times)), nanos, leader);
        }
        long[] computing = step.work(Component.COMPUTING);
        spread += quartileRange(computing);
        stages.add(medians(computing), classes, nanos);
        for (int kind = 0; kind < links.size(); kind++) {
            transfer += links.get(kind).add(step.collectives(kind), nanos);
        }
    }

    /** Adds the own work of a step. Returns the rank with the most over its peers. */
    private int addWork(StepTimes step) {
        long[] own = step.work();
        long[] medians = medians(own);
        long[] ofPeers = spreadOut(medians);
        long sum = 0;
        long most = Long.MIN_VALUE;
        int leader = 0;
        for (int rank = 0; rank < own.length; rank++) {
            work[rank] += own[rank];
            sum += own[rank];
            most = Math.max(most, own[rank]);
            leader = own[rank] - ofPeers[rank] > own[leader] - ofPeers[leader] ? rank : leader;
        }
        for (int i = 0; i < medians.length; i++) {
            classWork[i] += medians[i];
        }
        long over = most - Math.floorDiv(sum, own.length);
        imbalance += microbatches > 1 ? Math.floorDiv(over * (microbatches - 1), microbatches) : over;
        return leader;
    }

    /** Lower median of each class. */
    private long[] medians(long[] times) {
        long[] medians = new long[classes.size()];
        Arrays.setAll(medians, i -> LowerMedian.of(times, classes.members(i)));
        return medians;
    }

    /** Value of its class for each rank. */
    private long[] spreadOut(long[] ofClasses) {
        long[] ofRanks = new long[work.length];
        for (int i = 0; i < ofClasses.length; i++) {
            for (int rank : classes.members(i)) {
                ofRanks[rank] = ofClasses[i];
            }
        }
        return ofRanks;
    }

    private long quartileRange(long[] computing) {
        long weighted = 0;
        for (int i = 0; i < classes.size(); i++) {
            int[] members = classes.members(i);
            weighted += LowerMedian.quartileRange(computing, members) * members.length;
        }
        return Math.floorDiv(weighted, computing.length);
    }

    PeerClasses classes() {
        return classes;
    }

    List<ComponentSums> components() {
        return components;
    }

    ComponentSums computing() {
        return components.get(0);
    }

    List<LinkSums> links() {
        return links;
    }

    StageSums stages() {
        return stages;
    }

    /** Own work of each rank, in ns. */
    long[] work() {
        return work;
    }

    /** Lower median of own work, summed over the steps, by class, in ns. */
    long[] classWork() {
        return classWork;
    }

    /** Steps in which a rank had the most work over its peers. */
    int leads(int rank) {
        return leads[rank];
    }

    /** Number of steps. */
    int steps() {
        return steps;
    }

    /** Length of the steps, each the lower median of the ranks, in ns; at least 1. */
    long stepNanos() {
        return Math.max(1, stepNanos);
    }

    /** Mean quartile range of computing within the classes, summed over the steps, in ns. */
    long spread() {
        return spread;
    }

    /** Own work of the busiest rank over the mean of all, summed over the steps, in ns. */
    long imbalance() {
        return imbalance;
    }

    /** Lower medians of the groups' transfer times, summed over steps and kinds, in ns. */
    long transfer() {
        return transfer;
    }
}
