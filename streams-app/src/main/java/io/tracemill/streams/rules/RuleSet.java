package io.tracemill.streams.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rules of alerts. Immutable. The form of its files is described at the head of the program's own. */
public final class RuleSet {

    private static final String RESOURCE = "rules.yaml";

    private final String name;
    private final Map<String, Rule> byName = new LinkedHashMap<>();
    private final List<Rule> rules;

    /**
     * Creates a set of rules.
     *
     * @param name name and revision
     * @param rules rules; one of a name that comes again takes the place of the one before
     */
    RuleSet(String name, List<Rule> rules) {
        this.name = name;
        rules.forEach(rule -> byName.put(rule.name(), rule));
        this.rules = List.copyOf(byName.values());
    }

    /** No rules: nothing is watched. */
    public static RuleSet none() {
        return new RuleSet("none", List.of());
    }

    /** The rules that the program has. */
    public static RuleSet own() {
        try (InputStream in = Objects.requireNonNull(RuleSet.class.getResourceAsStream(RESOURCE))) {
            return RuleFile.read(in, RESOURCE, none());
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    /**
     * These rules with those of a file. A rule of a name that is here already takes its place, and one that is off is
     * left out.
     *
     * @throws io.tracemill.streams.yaml.YamlException if the file has no rules
     */
    public RuleSet extendedBy(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return RuleFile.read(in, Objects.toString(file.getFileName()), this);
        }
    }

    /** These rules, and those of a file. */
    RuleSet with(String file, List<Rule> more, Set<String> off) {
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(more);
        all.removeIf(rule -> off.contains(rule.name()));
        return new RuleSet(rules.isEmpty() ? file : name + " + " + file, all);
    }

    /** Name and revision, with those of the files that extend it. */
    public String name() {
        return name;
    }

    /** The rules, in their order. */
    public List<Rule> rules() {
        return rules;
    }

    /** The rule of a name; null if there is none. */
    @Nullable
    public Rule rule(String of) {
        return byName.get(of);
    }

    /** Quantities that must be kept for the rules. */
    public Set<String> quantities() {
        Set<String> names = new TreeSet<>();
        rules.forEach(rule -> names.addAll(rule.quantities()));
        return names;
    }

    /** It as text in Markdown: a chapter for each rule. */
    public String markdown() {
        return new RulePages(this).text();
    }
}
