package io.tracemill.cli.report.sheet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sentence for people. Its numbers are not formatted yet.
 *
 * @param tone kind of sentence
 * @param parts words, names and numbers, in order
 */
public record Sentence(Tone tone, List<Part> parts) {

    /** Part of a sentence: words, a name or a number. */
    public sealed interface Part permits Words, Name, Quantity {}

    /**
     * Words of a sentence.
     *
     * @param text the words, with the blanks around them
     */
    public record Words(String text) implements Part {}

    /**
     * Name in a sentence, of which people see a short form.
     *
     * @param text the whole name
     */
    public record Name(String text) implements Part {}

    /** Kind of sentence. */
    public enum Tone {
        /** Plain statement. */
        PLAIN,
        /** Warning that the numbers may not be what they seem. */
        WARNING,
        /** Evidence for the sentence before it. */
        EVIDENCE
    }

    /** Copies the parts. */
    public Sentence {
        parts = List.copyOf(parts);
    }

    /** Begins a plain sentence. */
    public static Sentence of(String text) {
        return new Sentence(Tone.PLAIN, List.of(new Words(text)));
    }

    /** Begins a warning. */
    public static Sentence warning(String text) {
        return new Sentence(Tone.WARNING, List.of(new Words(text)));
    }

    /** Begins evidence. */
    public static Sentence evidence(String text) {
        return new Sentence(Tone.EVIDENCE, List.of(new Words(text)));
    }

    /** Appends words. */
    public Sentence text(String text) {
        return with(new Words(text));
    }

    /** Appends a length of time. */
    public Sentence time(long ns) {
        return with(new Quantity(ns, Unit.TIME));
    }

    /** Appends a mean of lengths of time. */
    public Sentence time(double ns) {
        return with(new Quantity(ns, Unit.TIME));
    }

    /** Appends a count. */
    public Sentence count(long count) {
        return with(new Quantity(count, Unit.COUNT));
    }

    /** Appends an amount of data. */
    public Sentence bytes(long bytes) {
        return with(new Quantity(bytes, Unit.BYTES));
    }

    /** Appends a share. */
    public Sentence percent(double percent) {
        return with(new Quantity(percent, Unit.PERCENT));
    }

    /** Appends a time of devices. */
    public Sentence hours(double hours) {
        return with(new Quantity(hours, Unit.HOURS));
    }

    /** Appends an amount of money. */
    public Sentence cost(double amount) {
        return with(new Quantity(amount, Unit.COST));
    }

    /** Appends another sentence. */
    public Sentence with(Sentence other) {
        List<Part> more = new ArrayList<>(parts);
        more.addAll(other.parts);
        return new Sentence(tone, more);
    }

    /** Makes parts of their own of these names, where its words hold them. */
    public Sentence naming(Collection<String> names) {
        List<Part> named = parts;
        for (String name : names.stream()
                .filter(name -> !name.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            named = named.stream()
                    .flatMap(part -> part instanceof Words words ? split(words.text(), name) : Stream.of(part))
                    .toList();
        }
        return new Sentence(tone, named);
    }

    private static Stream<Part> split(String words, String name) {
        List<Part> parts = new ArrayList<>();
        int end = 0;
        for (int at = words.indexOf(name); at >= 0; at = words.indexOf(name, end)) {
            parts.add(new Words(words.substring(end, at)));
            parts.add(new Name(name));
            end = at + name.length();
        }
        parts.add(new Words(words.substring(end)));
        return parts.stream();
    }

    private Sentence with(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new Sentence(tone, more);
    }
}
