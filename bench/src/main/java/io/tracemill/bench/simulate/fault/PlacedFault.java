package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.plan.Draw;
import io.tracemill.bench.simulate.plan.FleetPlan;
import java.util.List;

/** A fault at a place, with a severity. */
abstract class PlacedFault implements Fault {

    static final String NONE = "NONE";

    private final FleetPlan plan;
    private final Draw draw;
    private final Site site;
    private final double severity;

    PlacedFault(FaultContext context, Site site, double severity) {
        this.plan = context.plan();
        this.draw = context.draw();
        this.site = site;
        this.severity = severity;
    }

    @Override
    public final Site site() {
        return site;
    }

    @Override
    public final double severity() {
        return severity;
    }

    @Override
    public List<String> findings() {
        return List.of(site.node() == null ? "SLOW_COMPUTE" : "SLOW_NODE");
    }

    final FleetPlan plan() {
        return plan;
    }

    final Draw draw() {
        return draw;
    }

    /** So much of a step, in ns. */
    final double ofStep(double share) {
        return share * plan.stepNanos();
    }

    /** Whether the node is that of the first rank with the fault. */
    final boolean isNodeOfFirstRank(int node) {
        return plan.topology().node(site.ranks().get(0)) == node;
    }

    final double secondsSinceBegin(long nanos) {
        return (nanos - site.fromNanos()) / 1e9;
    }
}
