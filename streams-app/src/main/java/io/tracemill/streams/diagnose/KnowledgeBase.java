package io.tracemill.streams.diagnose;

import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.streams.yaml.YamlException;
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

/** What makes runs slow, and what tells it. Immutable. Its form is described at the head of its own file. */
public final class KnowledgeBase {

    private static final String RESOURCE = "causes.yaml";

    /** Code of what no cause explains. */
    public static final String UNKNOWN = "UNKNOWN";

    private final String name;
    private final Terms terms;
    private final List<Cause> causes;
    private final Cause.Texts unknown;

    /**
     * Creates a knowledge base.
     *
     * @param name name and revision
     * @param unknown texts for what no cause explains
     */
    KnowledgeBase(String name, Terms terms, List<Cause> causes, Cause.Texts unknown) {
        this.name = name;
        this.terms = terms;
        this.causes = List.copyOf(causes);
        this.unknown = unknown;
    }

    /**
     * What conditions of a knowledge base may name.
     *
     * @param facts facts by name
     * @param conditions conditions by name
     */
    record Terms(Map<String, Fact> facts, Map<String, Condition.Named> conditions) {

        static final Terms NONE = new Terms(Map.of(), Map.of());

        /** Copies that more can be put into. */
        Terms copy() {
            return new Terms(new LinkedHashMap<>(facts), new LinkedHashMap<>(conditions));
        }
    }

    /** The knowledge base that the program has. */
    public static KnowledgeBase own() {
        try (InputStream in = Objects.requireNonNull(KnowledgeBase.class.getResourceAsStream(RESOURCE))) {
            return KnowledgeBaseFile.read(in, RESOURCE, null);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    /**
     * A knowledge base that stands in a file, without what the program has.
     *
     * @throws YamlException if the file is none
     */
    public static KnowledgeBase read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return KnowledgeBaseFile.read(in, file.getFileName().toString(), null);
        }
    }

    /**
     * This knowledge base with what a file adds. A cause of a code that is here already takes its place. Facts and
     * conditions of this one can be used in the file, and not be declared again.
     *
     * @throws YamlException if the file is no knowledge base
     */
    public KnowledgeBase extendedBy(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return KnowledgeBaseFile.read(in, file.getFileName().toString(), this);
        }
    }

    /** These causes, and others: one of a code that is here takes the place of that. */
    List<Cause> causesWith(List<Cause> others) {
        Map<String, Cause> all = new LinkedHashMap<>();
        causes.forEach(cause -> all.put(cause.code(), cause));
        others.forEach(cause -> all.put(cause.code(), cause));
        return new ArrayList<>(all.values());
    }

    /** Name and revision, with those of the files that extend it. */
    public String name() {
        return name;
    }

    /** Codes of the causes, in their order. */
    public List<String> codes() {
        return causes.stream().map(Cause::code).toList();
    }

    /** Quantities of telemetry that its causes ask for, which must be kept for them. */
    public Set<String> quantities() {
        Set<String> names = new TreeSet<>();
        causes.stream()
                .flatMap(cause -> cause.conditions().all())
                .flatMap(Condition::facts)
                .filter(Fact::isQuantity)
                .forEach(fact -> names.add(fact.name()));
        return names;
    }

    /** It as text in Markdown: a chapter for each cause. */
    public String markdown() {
        return new CausePages(this).text();
    }

    Terms terms() {
        return terms;
    }

    List<Cause> causes() {
        return causes;
    }

    /** Causes that may explain a finding. */
    List<Cause> causesOf(SlowRankFinding finding) {
        return causes.stream().filter(cause -> cause.explains(finding)).toList();
    }

    Cause.Texts unknown() {
        return unknown;
    }
}
