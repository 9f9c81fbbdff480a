package io.tracemill.streams.rules;

import io.tracemill.streams.unit.Unit;
import io.tracemill.streams.yaml.YamlException;
import io.tracemill.streams.yaml.YamlObject;
import io.tracemill.streams.yaml.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file of rules. Whatever it does not know, it refuses. */
final class RuleFile {

    private static final Set<String> FILE = Set.of("name", "revision", "rules", "off");
    private static final Set<String> MEASURE = Set.of("quantity", "of", "where", "per");
    private static final Set<String> GUARD = with(MEASURE, "above", "below");
    private static final Set<String> LIMITS = Set.of("warning", "critical");
    private static final Set<String> RULE = with(
            MEASURE,
            "rule",
            "each",
            "window",
            "for",
            "clear",
            "above",
            "below",
            "of_baseline",
            "while",
            "title",
            "says",
            "unit",
            "why",
            "advice",
            "sources");
    private static final int LONGEST_WINDOW = 10;
    private static final int LONGEST_WAIT = 24 * 60;

    private final String file;

    private RuleFile(String file) {
        this.file = file;
    }

    private static Set<String> with(Set<String> keys, String... more) {
        Set<String> all = new HashSet<>(keys);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    /** Rules with those of a file. */
    static RuleSet read(InputStream in, String file, RuleSet base) throws IOException {
        YamlObject tree = YamlObject.of(file, YamlTree.read(in, file), FILE);
        RuleFile reader = new RuleFile(file);
        List<Rule> rules = new ArrayList<>();
        for (Object rule : tree.list("rules")) {
            Rule read = reader.rule(rule);
            if (rules.stream().anyMatch(other -> other.name().equals(read.name()))) {
                throw new YamlException(file + ": rule " + read.name() + " is there already");
            }
            rules.add(read);
        }
        return base.with(tree.text("name") + " " + tree.whole("revision"), rules, off(tree, base));
    }

    private static Set<String> off(YamlObject tree, RuleSet base) throws YamlException {
        Set<String> names = tree.has("off") ? new HashSet<>(tree.texts("off")) : Set.of();
        for (String name : names) {
            if (base.rule(name) == null) {
                throw tree.error("off", "must have names of rules but one was " + name);
            }
        }
        return names;
    }

    private Rule rule(Object value) throws YamlException {
        if (!(value instanceof Map<?, ?> map) || !(map.get("rule") instanceof String name)) {
            throw new YamlException(file + ": rules: each must have a \"rule\", which is its name");
        }
        YamlObject of = YamlObject.of(file + ": rule " + name, value, RULE);
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw of.error("rule", "must be of small letters, digits and _");
        }
        Measure measure = measure(of);
        Limits limits = limits(of);
        Rule.@Nullable Guard during = of.has("while") ? guard(of.object("while", GUARD)) : null;
        Rule.Timing timing = new Rule.Timing(
                minutes(of, "window", 1, LONGEST_WINDOW),
                minutes(of, "for", 0, LONGEST_WAIT),
                minutes(of, "clear", 0, LONGEST_WAIT));
        return new Rule(
                name,
                of.oneOf(Each.class, "each"),
                measure,
                timing,
                limits,
                of.isTrue("of_baseline"),
                during,
                texts(of));
    }

    private static Measure measure(YamlObject of) throws YamlException {
        Statistic statistic = of.oneOf(Statistic.class, "of");
        String quantity = of.text("quantity");
        if (statistic.isQuantile() != quantity.endsWith(".bucket")) {
            throw of.error("of", "must be p50, p95 or p99 for the buckets of a histogram, and only then");
        }
        return new Measure(quantity, statistic, where(of), of.textOrNull("per"));
    }

    private static Map<String, String> where(YamlObject of) throws YamlException {
        Map<String, String> where = new HashMap<>();
        if (of.has("where")) {
            if (!(of.value("where") instanceof Map<?, ?> labels)) {
                throw of.error("where", "must be labels with their values");
            }
            labels.forEach((label, value) -> where.put(String.valueOf(label), String.valueOf(value)));
        }
        return where;
    }

    private static Limits limits(YamlObject of) throws YamlException {
        if (of.has("above") == of.has("below")) {
            throw of.error("above", "must be there, or else \"below\"");
        }
        boolean above = of.has("above");
        YamlObject limits = of.object(above ? "above" : "below", LIMITS);
        @Nullable Double warning = limits.numberOrNull("warning");
        @Nullable Double critical = limits.numberOrNull("critical");
        if (warning == null && critical == null) {
            throw limits.error("warning", "must be there, or else \"critical\"");
        }
        if (warning != null && critical != null && (above ? warning >= critical : warning <= critical)) {
            throw limits.error("critical", "must be worse than \"warning\"");
        }
        return new Limits(above, warning, critical);
    }

    private static Rule.Guard guard(YamlObject of) throws YamlException {
        @Nullable Double above = of.numberOrNull("above");
        @Nullable Double below = of.numberOrNull("below");
        if (above == null && below == null) {
            throw of.error("above", "must be there, or else \"below\"");
        }
        return new Rule.Guard(measure(of), above, below);
    }

    private static int minutes(YamlObject of, String key, int least, int most) throws YamlException {
        double number = of.number(key);
        if (number != Math.rint(number) || number < least || number > most) {
            throw of.error(key, "must be a whole number of minutes from " + least + " to " + most);
        }
        return (int) number;
    }

    private static Rule.Texts texts(YamlObject of) throws YamlException {
        return new Rule.Texts(
                of.text("title"),
                of.text("says"),
                Unit.of(of, "unit"),
                of.text("why"),
                of.text("advice"),
                of.has("sources") ? of.texts("sources") : List.of());
    }
}
