package io.tracemill.bench.simulate.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.HostPart;
import io.tracemill.bench.simulate.effect.KernelKind;
import io.tracemill.bench.simulate.effect.NodeCondition;
import io.tracemill.bench.simulate.effect.ServiceCondition;
import io.tracemill.bench.simulate.effect.StepWork;
import io.tracemill.bench.simulate.plan.Draw;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.plan.FleetShape;
import io.tracemill.bench.simulate.plan.GroupKind;
import io.tracemill.bench.simulate.time.RunSimulation;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault shows where the cause that it simulates does: in the work of steps, and in telemetry. */
class FaultKindTest {

    private static final Set<FaultKind> OF_THE_SERVICE =
            EnumSet.of(FaultKind.SERVICE_LATENCY, FaultKind.SERVICE_ERRORS);

    /** Causes that no exporter tells: there, devices and nodes must look well. */
    private static final Set<FaultKind> IN_TRACES_ONLY = EnumSet.of(
            FaultKind.GARBAGE_COLLECTION,
            FaultKind.IMBALANCED_STAGES,
            FaultKind.UNEVEN_SEQUENCES,
            FaultKind.COLLECTIVE_ALGORITHM,
            FaultKind.WARM_UP);

    private final RecursiveComparisonConfiguration byFields = new RecursiveComparisonConfiguration();
    private final FleetPlan plan = FleetPlan.of("run", new FleetShape(32, 8, 2, 12, 10), false, new Draw(11));

    @ParameterizedTest
    @EnumSource
    void aFaultCostsTimeAndAControlOrAFaultOfTheServiceDoesNot(FaultKind kind) {
        long with = new RunSimulation(plan, List.of(create(kind))).times().nanos();
        long without = new RunSimulation(plan, List.of()).times().nanos();

        double cost = 100.0 * (with - without) / with;
        if (kind.isControl() || OF_THE_SERVICE.contains(kind)) {
            assertThat(cost).isBetween(-0.5, 0.5);
        } else {
            assertThat(cost).isBetween(1.0, 50.0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theWorkOfTheRanksWithTheFaultChangesAndThatOfOthersDoesNot(FaultKind kind) {
        Fault fault = create(kind);
        Set<Integer> changed = new HashSet<>();
        for (int rank = 0; rank < plan.topology().ranks(); rank++) {
            if (changesWork(fault, rank)) {
                changed.add(rank);
            }
        }

        if (OF_THE_SERVICE.contains(kind)) {
            assertThat(changed).isEmpty();
        } else if (fault.site().group() != null) {
            assertThat(changed)
                    .containsExactlyInAnyOrderElementsOf(fault.site().group().ranks());
        } else if (kind != FaultKind.IMBALANCED_STAGES && !fault.site().ranks().isEmpty()) {
            assertThat(changed).containsExactlyInAnyOrderElementsOf(fault.site().ranks());
        } else {
            assertThat(changed).hasSizeGreaterThan(plan.topology().ranks() / 4);
        }
    }

    private boolean changesWork(Fault fault, int rank) {
        for (int step = 0; step < plan.shape().steps(); step++) {
            StepWork work = new StepWork();
            fault.changeWork(rank, step, work);
            boolean same = work.length() == 1 && !work.usesOtherAlgorithm();
            for (KernelKind kernel : KernelKind.values()) {
                same &= work.factor(kernel) == 1;
            }
            for (HostPart part : HostPart.values()) {
                same &= work.host(part) == 0;
            }
            for (GroupKind group : GroupKind.values()) {
                same &= work.addedTransfer(group) == 0;
            }
            if (!same) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource
    void telemetryShowsItWhereItIsAndNowhereElse(FaultKind kind) {
        Fault fault = create(kind);
        long late = plan.timeline().endNanos() - 1;
        Set<Integer> nodes = new HashSet<>();
        Set<Integer> suspects = new HashSet<>();
        fault.site().ranks().forEach(rank -> suspects.add(plan.topology().node(rank)));
        for (int rank = 0; rank < plan.topology().ranks(); rank++) {
            DeviceCondition device = new DeviceCondition();
            NodeCondition node = new NodeCondition();
            fault.changeDevice(rank, late, device);
            fault.changeNode(plan.topology().node(rank), late, node);
            if (differs(device, new DeviceCondition()) || differs(node, new NodeCondition())) {
                nodes.add(plan.topology().node(rank));
            }
        }
        ServiceCondition service = new ServiceCondition();
        fault.changeService(late, service);

        assertThat(differs(service, new ServiceCondition())).isEqualTo(OF_THE_SERVICE.contains(kind));
        if (OF_THE_SERVICE.contains(kind) || IN_TRACES_ONLY.contains(kind)) {
            assertThat(nodes).isEmpty();
        } else {
            assertThat(nodes).isEqualTo(suspects);
        }
    }

    private boolean differs(Object condition, Object usual) {
        try {
            assertThat(condition).usingRecursiveComparison(byFields).isEqualTo(usual);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    private Fault create(FaultKind kind) {
        return kind.create(
                new FaultContext(plan, plan.draw().of("fault " + kind), OptionalDouble.empty(), new HashSet<>()));
    }
}
