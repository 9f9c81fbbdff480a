package io.tracemill.streams.slowrank;

import io.tracemill.schemas.PipelinePosition;
import io.tracemill.streams.slowrank.RunRanks.CollectiveKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Builder of a run in which every step takes 1 ms, and each rank computes for 600 us and waits for the host for 10 us.
 */
final class RunBuilder {

    private static final long STEP_MICROS = 1_000;
    private static final long COMPUTING_MICROS = 600;
    private static final long HOST_MICROS = 10;
    private static final long COLLECTIVE_MICROS = 50;

    private final int ranks;
    private final List<Extra> extras = new ArrayList<>();
    private Optional<List<Integer>> stages;
    private Optional<List<String>> hosts = Optional.empty();
    private Optional<List<PipelinePosition>> positions = Optional.empty();
    private final List<CollectiveKind> kinds = new ArrayList<>();
    private int microbatches;

    /** Time that a rank takes longer for something. */
    private interface Extra {
        long micros(Component component, int rank, int step);
    }

    /** A run in one stage. */
    RunBuilder(int ranks) {
        this.ranks = ranks;
        stages = Optional.of(all(0));
    }

    private <T> List<T> all(T fact) {
        return IntStream.range(0, ranks).mapToObj(rank -> fact).toList();
    }

    RunBuilder longer(Component component, int rank, long micros) {
        return longer(component, rank, micros, 1, 0);
    }

    /** A rank takes longer in one of so many steps. */
    RunBuilder longer(Component component, int rank, long micros, int every, int from) {
        extras.add((of, who, step) -> of == component && who == rank && step % every == from ? micros : 0);
        return this;
    }

    RunBuilder stages(Integer... ofRanks) {
        stages = Optional.of(List.of(ofRanks));
        return this;
    }

    RunBuilder unknownStages() {
        stages = Optional.empty();
        return this;
    }

    RunBuilder hosts(String... ofRanks) {
        hosts = Optional.of(List.of(ofRanks));
        return this;
    }

    RunBuilder positions(PipelinePosition... ofRanks) {
        positions = Optional.of(List.of(ofRanks));
        return this;
    }

    RunBuilder microbatches(int number) {
        microbatches = number;
        return this;
    }

    RunBuilder collectives(String kind, String... groupsOfRanks) {
        kinds.add(new CollectiveKind(kind, List.of(groupsOfRanks)));
        return this;
    }

    /** The rule after so many steps, in which collectives of a group take longer. */
    SlowRankRule run(int steps, String slowGroup, long micros) {
        List<Integer> numbers = IntStream.range(0, ranks).boxed().toList();
        SlowRankRule rule = new SlowRankRule(new RunRanks(numbers, hosts, stages, positions, microbatches, kinds));
        for (int step = 0; step < steps; step++) {
            StepTimes times = new StepTimes(ranks, kinds.size());
            for (int rank = 0; rank < ranks; rank++) {
                times.set(
                        rank,
                        1_000 * STEP_MICROS,
                        1_000 * (COMPUTING_MICROS + extra(Component.COMPUTING, rank, step)),
                        1_000 * (HOST_MICROS + extra(Component.HOST, rank, step)),
                        1_000 * extra(Component.INPUT, rank, step));
                for (int kind = 0; kind < kinds.size(); kind++) {
                    boolean slow = kinds.get(kind).groups().get(rank).equals(slowGroup);
                    times.setCollectives(kind, rank, 1_000 * (COLLECTIVE_MICROS + (slow ? micros : 0)));
                }
            }
            rule.add(times);
        }
        return rule;
    }

    SlowRankRule run(int steps) {
        return run(steps, "", 0);
    }

    private long extra(Component component, int rank, int step) {
        return extras.stream()
                .mapToLong(extra -> extra.micros(component, rank, step))
                .sum();
    }
}
