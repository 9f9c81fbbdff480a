package io.tracemill.streams.diagnose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Devices that slow ranks are compared with. What they have is asked once, since thousands may be compared. */
final class Peers {

    private final List<Witness> witnesses;
    private final Map<Condition.Comparison, Map<String, Value>> values = new HashMap<>();
    private final Map<Question, Values> answers = new HashMap<>();

    Peers(List<Witness> witnesses) {
        this.witnesses = List.copyOf(witnesses);
    }

    /** A value of a peer. */
    private record Value(double value, Witness witness) {}

    /**
     * What a device asks its peers.
     *
     * @param like what its peers have as well
     * @param own what the device's value is of, if a peer's value is of the same, such as of one node
     */
    private record Question(
            Condition.Comparison comparison,
            Likeness like,
            @Nullable String own) {}

    /**
     * What devices that may be compared have in common, where it is known of both.
     *
     * @param name model name; null if it is not known
     * @param memory memory in bytes; null if it is not known
     */
    private record Likeness(@Nullable String name, @Nullable Double memory) {

        private static final double SAME_MEMORY = 0.01;

        static Likeness of(Witness device) {
            return new Likeness(device.deviceName(), device.memory());
        }

        boolean fits(Likeness other) {
            boolean sameName = name == null || other.name == null || name.equals(other.name);
            boolean sameMemory =
                    memory == null || other.memory == null || Math.abs(memory - other.memory) <= SAME_MEMORY * memory;
            return sameName && sameMemory;
        }
    }

    /**
     * Values of the peers.
     *
     * @param all the values
     * @param median their median; 0 if there are none
     */
    record Values(List<Double> all, double median) {

        Values {
            all = List.copyOf(all);
        }
    }

    /** Values that a device is compared with: of peers like it, one of each node if they are of nodes. */
    Values of(Condition.Comparison comparison, Witness device) {
        Map<String, Value> known = values.computeIfAbsent(comparison, this::ask);
        String own = device.scope(comparison.asked().fact());
        Question question = new Question(comparison, Likeness.of(device), known.containsKey(own) ? own : null);
        return answers.computeIfAbsent(question, asked -> answer(known, asked.like(), own));
    }

    private Map<String, Value> ask(Condition.Comparison comparison) {
        Map<String, Value> known = new TreeMap<>();
        for (Witness peer : witnesses) {
            @Nullable Double value = peer.counts(comparison) ? peer.value(comparison.asked()) : null;
            if (value != null) {
                known.putIfAbsent(peer.scope(comparison.asked().fact()), new Value(value, peer));
            }
        }
        return known;
    }

    private static Values answer(Map<String, Value> known, Likeness like, String own) {
        List<Double> values = new ArrayList<>();
        known.forEach((scope, value) -> {
            if (!scope.equals(own) && like.fits(Likeness.of(value.witness()))) {
                values.add(value.value());
            }
        });
        return new Values(values, values.isEmpty() ? 0 : Medians.of(values));
    }
}
