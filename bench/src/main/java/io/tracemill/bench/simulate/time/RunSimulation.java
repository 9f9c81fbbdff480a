package io.tracemill.bench.simulate.time;

import io.tracemill.bench.simulate.effect.StepWork;
import io.tracemill.bench.simulate.fault.Fault;
import io.tracemill.bench.simulate.plan.FleetPlan;
import java.util.ArrayList;
import java.util.List;

/** Simulates the recorded steps of a run. The same plan and faults give the same times. */
public final class RunSimulation {

    private final FleetPlan plan;
    private final List<Fault> faults;
    private final EvenWork even;

    /** The simulation of a run with some faults. */
    public RunSimulation(FleetPlan plan, List<Fault> faults) {
        this.plan = plan;
        this.faults = List.copyOf(faults);
        this.even = new EvenWork(plan);
    }

    /** Times of all steps. */
    public RunTimes times() {
        int ranks = plan.topology().ranks();
        List<List<RankStep>> byRank = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            byRank.add(new ArrayList<>());
        }
        long[] begins = new long[ranks];
        for (int step = 0; step < plan.shape().steps(); step++) {
            for (RankStep done : step(step, begins)) {
                begins[done.rank()] = done.endNanos();
                byRank.get(done.rank()).add(done);
            }
        }
        return new RunTimes(byRank);
    }

    private List<RankStep> step(int step, long[] begins) {
        List<StepWork> works = new ArrayList<>();
        StepSimulation simulation = new StepSimulation(plan.topology(), begins);
        for (int rank = 0; rank < begins.length; rank++) {
            StepWork work = even.of(rank, step);
            for (Fault fault : faults) {
                fault.changeWork(rank, step, work);
            }
            works.add(work);
            simulation.add(new StepActions(plan, rank, step, work).all());
        }
        List<StepSimulation.Worker> workers = simulation.run();
        List<RankStep> steps = new ArrayList<>();
        for (int rank = 0; rank < begins.length; rank++) {
            StepSimulation.Worker worker = workers.get(rank);
            steps.add(new RankStep(rank, step, works.get(rank).length(), begins[rank], worker.end(), worker.done()));
        }
        return steps;
    }
}
