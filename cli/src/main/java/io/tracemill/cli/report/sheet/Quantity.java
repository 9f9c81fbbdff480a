package io.tracemill.cli.report.sheet;

/**
 * A number in a sentence.
 *
 * @param value the number
 * @param unit what it is measured in
 */
public record Quantity(double value, Unit unit) implements Sentence.Part {}
