package io.tracemill.streams.diagnose;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device of a slow rank beside its peers.
 *
 * @param witness the device; null if nothing is known of the rank
 * @param peers devices of ranks that are not slow
 * @param finding facts of the finding, by name
 */
record RankCase(@Nullable Witness witness, Peers peers, Map<String, Double> finding) implements Case {

    /** Fewest peers that can be compared with. */
    static final int MIN_PEERS = 3;

    private static final Limit FEW_PEERS = Limit.low("fewer than " + MIN_PEERS + " peers could be compared with");

    RankCase {
        finding = Map.copyOf(finding);
    }

    @Override
    public Answer lacks(Set<String> quantities) {
        if (witness == null || !witness.hasDevice()) {
            return Answer.UNKNOWN;
        }
        return quantities.stream().anyMatch(witness::has) ? Answer.FAILS : Answer.holds(List.of(), List.of());
    }

    @Override
    public Answer compare(Condition.Comparison comparison) {
        if (comparison.asked().fact().isOfFinding()) {
            return Case.ofFinding(comparison, finding);
        }
        if (witness == null || !witness.counts(comparison)) {
            return Answer.UNKNOWN;
        }
        @Nullable Double value = witness.value(comparison.asked());
        if (value == null) {
            return Answer.UNKNOWN;
        }
        if (!comparison.bounds().hold(value)) {
            return Answer.FAILS;
        }
        return comparison.asksPeers()
                ? besidePeers(comparison, value, witness)
                : sign(comparison, value, null, List.of());
    }

    private Answer besidePeers(Condition.Comparison comparison, double value, Witness of) {
        Peers.Values values = peers.of(comparison, of);
        int count = values.all().size();
        if (count < MIN_PEERS) {
            return comparison.bounds().isEmpty() ? Answer.UNKNOWN : sign(comparison, value, null, List.of(FEW_PEERS));
        }
        if (comparison.peers().unlike()) {
            long like = values.all().stream().filter(comparison.bounds()::hold).count();
            return 2 * like < count ? sign(comparison, value, null, List.of()) : Answer.FAILS;
        }
        double median = values.median();
        boolean holds = isWithin(comparison.peers().ratio(), ratio(value, median))
                && isWithin(comparison.peers().distance(), value - median);
        return holds ? sign(comparison, value, median, List.of()) : Answer.FAILS;
    }

    private static boolean isWithin(Bounds bounds, double value) {
        return bounds.isEmpty() || bounds.hold(value);
    }

    private static double ratio(double value, double median) {
        return value == median ? 1 : value / median;
    }

    private Answer sign(Condition.Comparison comparison, double value, @Nullable Double median, List<Limit> limits) {
        return Answer.holds(List.of(new Sign(comparison, value, median, witness, false)), limits);
    }
}
