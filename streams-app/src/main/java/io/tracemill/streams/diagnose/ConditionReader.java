package io.tracemill.streams.diagnose;

import io.tracemill.schemas.Confidence;
import io.tracemill.streams.unit.Unit;
import io.tracemill.streams.yaml.YamlException;
import io.tracemill.streams.yaml.YamlObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads conditions of a knowledge base. */
final class ConditionReader {

    private static final Set<String> EXPLAINED = Set.of("why", "at_most");
    private static final Set<String> BOUNDS = Set.of("above", "below", "equals", "has_bits");
    private static final Set<String> PEER_BOUNDS = Set.of("above", "below");
    private static final Set<String> COMPARISON = with(
            BOUNDS,
            "fact",
            "of",
            "per",
            "of_peers",
            "over_peers",
            "unlike_peers",
            "while",
            "anywhere",
            "together",
            "why",
            "at_most");

    private final KnowledgeBase.Terms terms;

    ConditionReader(KnowledgeBase.Terms terms) {
        this.terms = terms;
    }

    private static Set<String> with(Set<String> keys, String... more) {
        Set<String> all = new HashSet<>(keys);
        all.addAll(Arrays.asList(more));
        return Set.copyOf(all);
    }

    /** A condition with a name. */
    Condition.Named named(String file, Object value) throws YamlException {
        if (!(value instanceof Map<?, ?> map) || !(map.get("name") instanceof String name)) {
            throw new YamlException(file + ": conditions: each must have a \"name\"");
        }
        return new Condition.Named(name, condition(file + ": condition " + name, value, Set.of("name")));
    }

    /** The conditions of a key; none if the key is missing. */
    List<Condition> list(YamlObject of, String key) throws YamlException {
        return list(of.where() + ": " + key, of.list(key));
    }

    private List<Condition> list(String where, List<Object> values) throws YamlException {
        List<Condition> conditions = new ArrayList<>();
        for (Object value : values) {
            conditions.add(condition(where + " " + (conditions.size() + 1), value, Set.of()));
        }
        return conditions;
    }

    private Condition condition(String where, Object value, Set<String> more) throws YamlException {
        Set<String> keys = with(EXPLAINED, more.toArray(String[]::new));
        Map<?, ?> map = value instanceof Map<?, ?> found ? found : Map.of();
        if (map.containsKey("is")) {
            YamlObject of = YamlObject.of(where, value, with(keys, "is"));
            return explained(of, named(of, "is"));
        }
        for (String key : List.of("any", "all")) {
            if (map.containsKey(key)) {
                YamlObject of = YamlObject.of(where, value, with(keys, key));
                return explained(of, new Condition.Several(key.equals("all"), some(of, key)));
            }
        }
        if (map.containsKey("not_exported")) {
            YamlObject of = YamlObject.of(where, value, with(keys, "not_exported"));
            return explained(of, notExported(of));
        }
        YamlObject of = YamlObject.of(where, value, with(COMPARISON, keys.toArray(String[]::new)));
        return explained(of, comparison(of));
    }

    private static Condition explained(YamlObject of, Condition condition) throws YamlException {
        @Nullable String why = of.textOrNull("why");
        @Nullable Confidence most = of.has("at_most") ? of.oneOf(Confidence.class, "at_most") : null;
        return why == null && most == null ? condition : new Condition.Explained(condition, most, why);
    }

    private List<Condition> some(YamlObject of, String key) throws YamlException {
        List<Condition> conditions = list(of, key);
        if (conditions.isEmpty()) {
            throw of.error(key, "must have conditions");
        }
        return conditions;
    }

    private Condition notExported(YamlObject of) throws YamlException {
        List<Fact> quantities = new ArrayList<>();
        for (String name : of.texts("not_exported")) {
            quantities.add(quantity(of, "not_exported", name));
        }
        return new Condition.NotExported(quantities);
    }

    private Condition.Named named(YamlObject of, String key) throws YamlException {
        String name = of.text(key);
        Condition.@Nullable Named condition = terms.conditions().get(name);
        if (condition == null) {
            throw of.error(key, "must be the name of a condition above but was " + name);
        }
        return condition;
    }

    private Condition comparison(YamlObject of) throws YamlException {
        Condition.Asked asked = asked(of);
        Bounds bounds = bounds(of);
        boolean unlike = of.isTrue("unlike_peers");
        Condition.AgainstPeers peers =
                new Condition.AgainstPeers(peerBounds(of, "of_peers"), peerBounds(of, "over_peers"), unlike);
        if (bounds.isEmpty() && peers.isEmpty()) {
            throw of.error("fact", "must be compared: with above, below, equals, has_bits, of_peers or over_peers");
        }
        if (unlike && bounds.bits() == null) {
            throw of.error("unlike_peers", "must stand beside has_bits");
        }
        if (bounds.bits() != null && asked.fact().unit() != Unit.BITS) {
            throw of.error("has_bits", "must be asked of a fact whose unit is bits");
        }
        Condition.@Nullable Named during = of.has("while") ? named(of, "while") : null;
        if (during != null && during.asksPeers()) {
            throw of.error("while", "must not compare with peers, as " + during.name() + " does");
        }
        if (during != null && during.facts().anyMatch(Fact::isOfFinding)) {
            throw of.error("while", "must not ask of a finding, as " + during.name() + " does");
        }
        return new Condition.Comparison(asked, bounds, peers, during, whose(of));
    }

    private static Whose whose(YamlObject of) throws YamlException {
        boolean together = of.isTrue("together");
        if (of.isTrue("anywhere")) {
            if (together) {
                throw of.error("together", "must not stand beside anywhere");
            }
            return Whose.LARGEST;
        }
        return together ? Whose.SUM : Whose.MEDIAN;
    }

    private Condition.Asked asked(YamlObject of) throws YamlException {
        Fact fact = fact(of, "fact", of.text("fact"));
        if (fact.isQuantity() != of.has("of")) {
            throw of.error("of", "must be there for a quantity of telemetry, and only then");
        }
        Aggregate aggregate = of.has("of") ? of.oneOf(Aggregate.class, "of") : Aggregate.MEAN;
        @Nullable Fact per = of.has("per") ? quantity(of, "per", of.text("per")) : null;
        return new Condition.Asked(fact, aggregate, per);
    }

    private static Bounds bounds(YamlObject of) throws YamlException {
        @Nullable Double bits = of.numberOrNull("has_bits");
        return new Bounds(
                of.numberOrNull("above"),
                of.numberOrNull("below"),
                of.numberOrNull("equals"),
                bits == null ? null : (Long) bits.longValue());
    }

    private static Bounds peerBounds(YamlObject of, String key) throws YamlException {
        if (!of.has(key)) {
            return Bounds.NONE;
        }
        YamlObject bounds = of.object(key, PEER_BOUNDS);
        Bounds read = new Bounds(bounds.numberOrNull("above"), bounds.numberOrNull("below"), null, null);
        if (read.isEmpty()) {
            throw of.error(key, "must have above or below");
        }
        return read;
    }

    private Fact quantity(YamlObject of, String key, String name) throws YamlException {
        Fact fact = fact(of, key, name);
        if (!fact.isQuantity()) {
            throw of.error(key, "must be a quantity of telemetry but was " + name);
        }
        return fact;
    }

    private Fact fact(YamlObject of, String key, String name) throws YamlException {
        @Nullable Fact fact = terms.facts().get(name);
        if (fact == null) {
            throw of.error(key, "must be one of the facts that are declared but was " + name);
        }
        return fact;
    }
}
