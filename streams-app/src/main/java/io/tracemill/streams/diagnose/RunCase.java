package io.tracemill.streams.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A whole run: the median of its ranks, the rank with the largest value, or all together. There are no peers.
 *
 * @param witnesses devices of all ranks, in the order of ranks and devices
 * @param ranks number of ranks of the run
 * @param finding facts of the finding, by name
 */
record RunCase(List<Witness> witnesses, int ranks, Map<String, Double> finding) implements Case {

    /** A value and whose it is. */
    private record Measured(double value, Witness witness) {}

    private static final Comparator<Measured> ORDER = Comparator.comparingDouble(Measured::value);

    RunCase {
        witnesses = List.copyOf(witnesses);
        finding = Map.copyOf(finding);
    }

    @Override
    public Answer lacks(Set<String> quantities) {
        if (witnesses.stream().noneMatch(Witness::hasDevice)) {
            return Answer.UNKNOWN;
        }
        boolean has = witnesses.stream().anyMatch(witness -> quantities.stream().anyMatch(witness::has));
        return has ? Answer.FAILS : Answer.holds(List.of(), List.of());
    }

    @Override
    public Answer compare(Condition.Comparison comparison) {
        if (comparison.asked().fact().isOfFinding()) {
            return Case.ofFinding(comparison, finding);
        }
        List<Measured> values = values(comparison);
        if (values.isEmpty() || comparison.asksPeers()) {
            return Answer.UNKNOWN;
        }
        if (comparison.bounds().bits() != null) {
            return bits(comparison, values);
        }
        Whose whose = comparison.whose();
        Measured counted = new Measured(
                whose.value(values, Measured::value), whose.of(values).witness());
        return comparison.bounds().hold(counted.value()) ? sign(comparison, counted, values.size()) : Answer.FAILS;
    }

    /** Bits hold if more than half of the ranks have them. */
    private Answer bits(Condition.Comparison comparison, List<Measured> values) {
        List<Measured> having = values.stream()
                .filter(value -> comparison.bounds().hold(value.value()))
                .toList();
        boolean holds = comparison.whose() == Whose.LARGEST ? !having.isEmpty() : 2 * having.size() > values.size();
        return holds ? sign(comparison, having.get(0), values.size()) : Answer.FAILS;
    }

    /** Values in their order, one of each node, device or trace that they are of. */
    private List<Measured> values(Condition.Comparison comparison) {
        Map<String, Measured> values = new TreeMap<>();
        for (Witness witness : witnesses) {
            @Nullable Double value = witness.counts(comparison) ? witness.value(comparison.asked()) : null;
            if (value != null) {
                values.putIfAbsent(witness.scope(comparison.asked().fact()), new Measured(value, witness));
            }
        }
        List<Measured> sorted = new ArrayList<>(values.values());
        sorted.sort(ORDER);
        return sorted;
    }

    private Answer sign(Condition.Comparison comparison, Measured value, int known) {
        boolean few = !comparison.asked().fact().isOfNode() && 2 * known < ranks && !isOfNode(comparison, value);
        List<Limit> limits = few && comparison.whose() != Whose.LARGEST
                ? List.of(Limit.low("it is known of " + known + " of " + ranks + " ranks"))
                : List.of();
        return Answer.holds(List.of(new Sign(comparison, value.value(), null, value.witness(), true)), limits);
    }

    private static boolean isOfNode(Condition.Comparison comparison, Measured value) {
        return value.witness().scope(comparison.asked().fact()).startsWith("node ");
    }
}
