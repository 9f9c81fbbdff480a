package io.tracemill.cli.report.sheet;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement for a person, whose numbers are still numbers.
 *
 * @param tone what kind of statement it is
 * @param parts words and numbers, in order
 */
public record Sentence(Tone tone, List<Part> parts) {

    /** Words, or a number. */
    public sealed interface Part permits Words, Quantity {}

    /**
     * Some words.
     *
     * @param text with the blanks around them
     */
    public record Words(String text) implements Part {}

    /** What kind of statement it is. */
    public enum Tone {
        /** A statement by itself. */
        PLAIN,
        /** Something that the reader must know before trusting the numbers. */
        WARNING,
        /** One of several reasons for the statement before it. */
        EVIDENCE
    }

    /** Copies the parts. */
    public Sentence {
        parts = List.copyOf(parts);
    }

    /** A statement that begins with these words. */
    public static Sentence of(String text) {
        return new Sentence(Tone.PLAIN, List.of(new Words(text)));
    }

    /** A warning that begins with these words. */
    public static Sentence warning(String text) {
        return new Sentence(Tone.WARNING, List.of(new Words(text)));
    }

    /** A reason for the statement before it. */
    public static Sentence evidence(String text) {
        return new Sentence(Tone.EVIDENCE, List.of(new Words(text)));
    }

    /** Goes on with words. */
    public Sentence text(String text) {
        return with(new Words(text));
    }

    /** Goes on with a length of time. */
    public Sentence time(double ns) {
        return with(new Quantity(ns, Unit.TIME));
    }

    /** Goes on with a number of things. */
    public Sentence count(long count) {
        return with(new Quantity(count, Unit.COUNT));
    }

    /** Goes on with an amount of data. */
    public Sentence bytes(long bytes) {
        return with(new Quantity(bytes, Unit.BYTES));
    }

    /** Goes on with a share. */
    public Sentence percent(double percent) {
        return with(new Quantity(percent, Unit.PERCENT));
    }

    /** Goes on with what another one says. */
    public Sentence then(Sentence other) {
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
