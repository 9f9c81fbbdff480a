package io.tracemill.streams.diagnose;

import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.RunComparison;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of the ranks of a run, by rank: one trace of each. */
final class RunTelemetry {

    private final SortedMap<Integer, List<Witness>> ranks = new TreeMap<>();

    private RunTelemetry() {}

    /**
     * Takes one trace of each rank: one that was compared, then one of which more was there, then the latest.
     *
     * @param comparison comparison of the ranks; null if there is none
     */
    static RunTelemetry of(@Nullable RunComparison comparison, Collection<RankTelemetry> telemetry) {
        Set<String> compared = comparison == null ? Set.of() : new HashSet<>(comparison.getTraces());
        Comparator<RankTelemetry> order = Comparator.comparing(
                        (RankTelemetry trace) -> !compared.contains(trace.getTraceId()))
                .thenComparing(RankTelemetry::getState)
                .thenComparing(RankTelemetry::getStartNs, Comparator.reverseOrder())
                .thenComparing(RankTelemetry::getTraceId)
                .thenComparing(RankTelemetry::toString);
        RunTelemetry run = new RunTelemetry();
        telemetry.stream()
                .filter(trace -> trace.getRank() != null)
                .sorted(order)
                .forEach(trace -> run.ranks.computeIfAbsent(trace.getRank(), rank -> Witness.of(trace)));
        return run;
    }

    /** Devices of a rank; none if nothing is known of it. */
    List<Witness> of(int rank) {
        return ranks.getOrDefault(rank, List.of());
    }

    /** Devices of all ranks. */
    List<Witness> all() {
        return without(Set.of());
    }

    /** Devices of all ranks but some. */
    List<Witness> without(Set<Integer> some) {
        List<Witness> others = new ArrayList<>();
        ranks.forEach((rank, witnesses) -> {
            if (!some.contains(rank)) {
                others.addAll(witnesses);
            }
        });
        return others;
    }

    /** Number of ranks. */
    int size() {
        return ranks.size();
    }

    /** Number of ranks of whose device something was read. */
    int withDevice() {
        return (int) ranks.values().stream()
                .filter(witnesses -> witnesses.stream().anyMatch(Witness::hasDevice))
                .count();
    }
}
