package io.tracemill.cli.report.sheet;

import java.util.ArrayList;
import java.util.List;

/**
 * Sentence for people. Its numbers are not formatted yet.
 *
 * @param tone kind of sentence
 * @param parts words and numbers, in order
 */
public record Sentence(Tone tone, List<Part> parts) {

    /** Part of a sentence: words or a number. */
    public sealed interface Part permits Words, Quantity {}

    /**
     * Words of a sentence.
     *
     * @param text the words, with the blanks around them
     */
    public record Words(String text) implements Part {}

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

    /** Appends another sentence. */
    public Sentence with(Sentence other) {
        List<Part> more = new ArrayList<>(parts);
        more.addAll(other.parts);
        return new Sentence(tone, more);
    }

    private Sentence with(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new Sentence(tone, more);
    }
}
