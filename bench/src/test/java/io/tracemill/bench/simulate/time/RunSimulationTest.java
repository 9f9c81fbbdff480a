package io.tracemill.bench.simulate.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.simulate.plan.Draw;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.plan.FleetShape;
import io.tracemill.bench.simulate.plan.GroupKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks do one thing after another, and wait for each other where they must. */
class RunSimulationTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theActionsOfAStepFollowEachOtherWithoutAGap(int stages) {
        FleetPlan plan = plan(stages);
        RunTimes times = new RunSimulation(plan, List.of()).times();

        for (int rank = 0; rank < plan.topology().ranks(); rank++) {
            long at = 0;
            for (RankStep step : times.steps(rank)) {
                assertThat(step.startNanos()).isEqualTo(at);
                for (Timed timed : step.actions()) {
                    if (!(timed.action() instanceof Action.Send)) {
                        assertThat(timed.startNanos()).isEqualTo(at);
                        at = timed.endNanos();
                    }
                }
                assertThat(step.endNanos()).isGreaterThanOrEqualTo(at);
                at = step.endNanos();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aCollectiveEndsForAllItsMembersWhenTheLastHasComeAndAllIsTransferred(int stages) {
        FleetPlan plan = plan(stages);
        RunTimes times = new RunSimulation(plan, List.of()).times();

        for (GroupKind kind : GroupKind.values()) {
            Map<String, List<Timed>> met = new HashMap<>();
            for (int rank = 0; rank < plan.topology().ranks(); rank++) {
                int number = 0;
                for (RankStep step : times.steps(rank)) {
                    for (Timed timed : step.actions()) {
                        if (timed.action() instanceof Action.Collective collective && collective.group() == kind) {
                            String which = plan.topology().first(kind, rank) + " " + number++;
                            met.computeIfAbsent(which, any -> new ArrayList<>()).add(timed);
                        }
                    }
                }
            }
            met.values()
                    .forEach(members -> assertThat(members)
                            .hasSize(plan.topology().size(kind))
                            .allSatisfy(member -> assertThat(member.endNanos()).isEqualTo(end(members))));
        }
    }

    private static long end(List<Timed> members) {
        long latest = members.stream().mapToLong(Timed::startNanos).max().orElseThrow();
        return latest + ((Action.Collective) members.get(0).action()).nanos();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void whatIsSentIsReceivedOnceAndNotBeforeItIsTransferred(int stages) {
        FleetPlan plan = plan(stages);
        RunTimes times = new RunSimulation(plan, List.of()).times();

        Map<String, Long> sent = new HashMap<>();
        Map<String, Long> received = new HashMap<>();
        for (int rank = 0; rank < plan.topology().ranks(); rank++) {
            for (RankStep step : times.steps(rank)) {
                String to = " in step " + step.step() + " to ";
                for (Timed timed : step.actions()) {
                    if (timed.action() instanceof Action.Send send) {
                        assertThat(sent.put(send.tag() + to + send.receiver(), timed.endNanos()))
                                .isNull();
                    } else if (timed.action() instanceof Action.Receive receive) {
                        assertThat(received.put(receive.tag() + to + rank, timed.endNanos()))
                                .isNull();
                    }
                }
            }
        }
        assertThat(new HashSet<>(received.keySet())).isNotEmpty().isEqualTo(sent.keySet());
        received.forEach((message, end) -> assertThat(end).isGreaterThanOrEqualTo(sent.get(message)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anEvenRunSpendsMostOfItsTimeComputingAndTheSharesAddUp(int stages) {
        FleetPlan plan = plan(stages);
        RunTimes times = new RunSimulation(plan, List.of()).times();

        for (int rank = 0; rank < plan.topology().ranks(); rank++) {
            Activity activity = times.activity(rank);
            assertThat(activity.computing()).isBetween(stages == 1 ? 0.7 : 0.4, 0.85);
            assertThat(activity.computing() + activity.waiting() + activity.transferring() + activity.idle())
                    .isBetween(0.999, 1.001);
        }
    }

    private static FleetPlan plan(int stages) {
        return FleetPlan.of("run", new FleetShape(16, 4, stages, 3, 10), false, new Draw(5));
    }
}
