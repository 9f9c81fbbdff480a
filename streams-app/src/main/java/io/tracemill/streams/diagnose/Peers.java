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
     * @param memory memory of the device, which its peers have as well; null if it is not known
     * @param own what the device's value is of, if a peer's value is of the same, such as of one node
     */
    private record Question(
            Condition.Comparison comparison,
            @Nullable Double memory,
            @Nullable String own) {}

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
        Question question = new Question(comparison, device.memory(), known.containsKey(own) ? own : null);
        return answers.computeIfAbsent(question, asked -> answer(known, device, own));
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

    private static Values answer(Map<String, Value> known, Witness device, String own) {
        List<Double> like = new ArrayList<>();
        known.forEach((scope, value) -> {
            if (!scope.equals(own) && device.isLike(value.witness())) {
                like.add(value.value());
            }
        });
        return new Values(like, like.isEmpty() ? 0 : Medians.of(like));
    }
}
