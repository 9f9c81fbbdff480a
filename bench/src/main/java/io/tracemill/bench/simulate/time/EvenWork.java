package io.tracemill.bench.simulate.time;

import io.tracemill.bench.simulate.effect.HostPart;
import io.tracemill.bench.simulate.effect.StepWork;
import io.tracemill.bench.simulate.plan.Draw;
import io.tracemill.bench.simulate.plan.FleetPlan;

/** The work of a run in which nothing is wrong, with the noise that every run has. */
final class EvenWork {

    private static final double DRIFT = 0.008;
    private static final double LASTING = 0.003;
    private static final double PASSING = 0.004;
    private static final double HOST = 0.012;
    private static final double INPUT = 0.007;

    private final FleetPlan plan;
    private final Draw draw;

    EvenWork(FleetPlan plan) {
        this.plan = plan;
        this.draw = plan.draw().of("work");
    }

    StepWork of(int rank, int step) {
        StepWork work = new StepWork();
        work.scale((1 + DRIFT * draw.of("drift", step).normal())
                * (1 + LASTING * draw.of("lasting", rank).normal())
                * (1 + PASSING * draw.of("passing", rank, step).normal()));
        work.addHost(HostPart.INPUT, host(INPUT, "input", rank, step));
        work.addHost(HostPart.PASS, host(HOST, "pass", rank, step));
        work.addHost(HostPart.UPDATE, host(HOST, "update", rank, step));
        return work;
    }

    private double host(double share, String what, int rank, int step) {
        return plan.stepNanos() * share * draw.of(what, rank, step).logNormal(0.2);
    }
}
