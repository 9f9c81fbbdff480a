package io.tracemill.bench.simulate.telemetry;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.NodeCondition;
import io.tracemill.bench.simulate.effect.ServiceCondition;
import io.tracemill.bench.simulate.fault.Fault;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.time.Activity;
import io.tracemill.bench.simulate.time.RunTimes;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What holds at a time: the condition of everything, and what devices do. */
final class Conditions {

    private final FleetPlan plan;
    private final List<Fault> faults;
    private final List<Activity> even;
    private final List<Activity> faulty;

    Conditions(FleetPlan plan, List<Fault> faults, RunTimes even, RunTimes faulty) {
        this.plan = plan;
        this.faults = List.copyOf(faults);
        this.even = activities(plan, even);
        this.faulty = activities(plan, faulty);
    }

    private static List<Activity> activities(FleetPlan plan, RunTimes times) {
        return IntStream.range(0, plan.topology().ranks())
                .mapToObj(times::activity)
                .toList();
    }

    Activity activity(int rank, long nanos) {
        if (!plan.timeline().trains(nanos)) {
            return Activity.NONE;
        }
        return faults.stream().anyMatch(fault -> fault.site().isActive(nanos)) ? faulty.get(rank) : even.get(rank);
    }

    DeviceCondition device(int rank, long nanos) {
        DeviceCondition condition = new DeviceCondition();
        active(nanos, fault -> fault.changeDevice(rank, nanos, condition));
        return condition;
    }

    NodeCondition node(int node, long nanos) {
        NodeCondition condition = new NodeCondition();
        active(nanos, fault -> fault.changeNode(node, nanos, condition));
        return condition;
    }

    ServiceCondition service(long nanos) {
        ServiceCondition condition = new ServiceCondition();
        active(nanos, fault -> fault.changeService(nanos, condition));
        return condition;
    }

    private void active(long nanos, Consumer<Fault> change) {
        faults.stream().filter(fault -> fault.site().isActive(nanos)).forEach(change);
    }
}
