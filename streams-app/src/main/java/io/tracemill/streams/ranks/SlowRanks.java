package io.tracemill.streams.ranks;

import io.tracemill.schemas.RankGroup;
import io.tracemill.schemas.RankSteps;
import io.tracemill.streams.slowrank.RunRanks;
import io.tracemill.streams.slowrank.RunRanks.CollectiveKind;
import io.tracemill.streams.slowrank.SlowRankRule;
import io.tracemill.streams.slowrank.StepTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ranks of a run and their steps, as the rule about slow ranks takes them. */
final class SlowRanks {

    private final List<RankTimes> ranks;
    private final int[] steps;
    private final List<Kind> kinds;

    /**
     * Kind of collective in which every rank takes part in every step, in one group.
     *
     * @param name name of the kind
     * @param places place of the kind's group among the groups of each rank
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kind(String name, int[] places) {}

    /** The ranks of a run, in any order. */
    SlowRanks(List<RankTimes> some) {
        ranks = some.stream()
                .sorted((a, b) -> Integer.compare(a.rank(), b.rank()))
                .toList();
        steps = complete(ranks);
        kinds = kinds();
    }

    /** Steps that every rank has reported, ascending. */
    private static int[] complete(List<RankTimes> ranks) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        ranks.forEach(rank -> Arrays.stream(rank.steps()).forEach(step -> counts.merge(step, 1, Integer::sum)));
        return counts.entrySet().stream()
                .filter(step -> step.getValue() == ranks.size())
                .mapToInt(step -> step.getKey())
                .toArray();
    }

    private List<Kind> kinds() {
        TreeSet<String> names = new TreeSet<>();
        if (!ranks.isEmpty()) {
            ranks.get(0).facts().getGroups().forEach(group -> names.add(group.getKind()));
        }
        List<Kind> found = new ArrayList<>();
        for (String name : names) {
            int[] places = ranks.stream().mapToInt(rank -> place(rank, name)).toArray();
            if (Arrays.stream(places).allMatch(place -> place >= 0) && isInEveryStep(places)) {
                found.add(new Kind(name, places));
            }
        }
        return found;
    }

    /** Place of the only group of a kind among the groups of a rank; -1 if there is none or several. */
    private static int place(RankTimes rank, String kind) {
        int place = -1;
        List<RankGroup> groups = rank.facts().getGroups();
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).getKind().equals(kind)) {
                if (place >= 0) {
                    return -1;
                }
                place = i;
            }
        }
        return place;
    }

    private boolean isInEveryStep(int[] places) {
        for (int rank = 0; rank < places.length; rank++) {
            for (int step : steps) {
                if (nanos(rank, step)[RankTimes.GROUPS + places[rank]] == 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private long[] nanos(int rank, int step) {
        RankTimes times = ranks.get(rank);
        return times.nanos()[Arrays.binarySearch(times.steps(), step)];
    }

    /** The rule, after all steps that every rank has reported. */
    SlowRankRule rule() {
        SlowRankRule rule = new SlowRankRule(runRanks());
        for (int step : steps) {
            StepTimes times = new StepTimes(ranks.size(), kinds.size());
            for (int rank = 0; rank < ranks.size(); rank++) {
                long[] nanos = nanos(rank, step);
                times.set(
                        rank,
                        nanos[RankTimes.TOTAL],
                        nanos[RankTimes.COMPUTING],
                        nanos[RankTimes.HOST],
                        nanos[RankTimes.INPUT]);
                for (int kind = 0; kind < kinds.size(); kind++) {
                    times.setCollectives(
                            kind, rank, nanos[RankTimes.GROUPS + kinds.get(kind).places()[rank]]);
                }
            }
            rule.add(times);
        }
        return rule;
    }

    private RunRanks runRanks() {
        return new RunRanks(
                ranks.stream().map(RankTimes::rank).toList(),
                ofEach(RankSteps::getNode),
                ofEach(RankSteps::getStage),
                ofEach(RankSteps::getPosition),
                ranks.stream()
                        .map(rank -> rank.facts().getMicrobatches())
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0),
                kinds.stream().map(this::kind).toList());
    }

    private CollectiveKind kind(Kind kind) {
        List<String> groups = new ArrayList<>();
        for (int rank = 0; rank < ranks.size(); rank++) {
            groups.add(
                    ranks.get(rank).facts().getGroups().get(kind.places()[rank]).getGroup());
        }
        return new CollectiveKind(kind.name(), groups);
    }

    /** A fact of each rank; empty unless it is known of every rank. */
    private <T> Optional<List<T>> ofEach(Function<RankSteps, @Nullable T> fact) {
        List<T> facts = new ArrayList<>();
        for (RankTimes rank : ranks) {
            @Nullable T known = fact.apply(rank.facts());
            if (known == null) {
                return Optional.empty();
            }
            facts.add(known);
        }
        return Optional.of(facts);
    }

    int size() {
        return ranks.size();
    }

    /** Number of steps that every rank has reported. */
    int steps() {
        return steps.length;
    }

    /** Whether a rank has more steps than are kept. */
    boolean hasMoreSteps() {
        return ranks.stream().anyMatch(rank -> rank.facts().getMoreSteps());
    }
}
