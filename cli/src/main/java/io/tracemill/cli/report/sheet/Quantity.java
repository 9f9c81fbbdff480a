package io.tracemill.cli.report.sheet;

/**
 * Number in a sentence.
 *
 * @param value the number
 * @param unit unit of the number
 */
public record Quantity(double value, Unit unit) implements Sentence.Part {}
