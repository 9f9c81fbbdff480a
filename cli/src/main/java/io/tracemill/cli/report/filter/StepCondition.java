package io.tracemill.cli.report.filter;

import io.tracemill.cli.report.sheet.Named;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Steps from one to another.
 *
 * @param first the first step
 * @param last the last step, at least the first
 */
public record StepCondition(int first, int last) implements Condition {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    /** Checks the order. */
    public StepCondition {
        if (first > last) {
            throw new IllegalArgumentException("the first step must be at most the last but was " + first + '-' + last);
        }
    }

    /**
     * Steps written as {@code 7} or {@code 5-9}.
     *
     * @throws IllegalArgumentException if the text is neither; the message says what it must be
     */
    public static StepCondition parse(String text) {
        Matcher range = RANGE.matcher(text.strip());
        if (!range.matches()) {
            throw new IllegalArgumentException("must be a step such as 7 or steps such as 5-9 but was \"" + text + '"');
        }
        int first = Integer.parseInt(range.group(1));
        return new StepCondition(first, range.group(2) == null ? first : Integer.parseInt(range.group(2)));
    }

    @Override
    public FilterColumn column() {
        return FilterColumn.STEP;
    }

    @Override
    public boolean accepts(Object cell) {
        return Named.valueOf(cell) instanceof Number step && step.longValue() >= first && step.longValue() <= last;
    }

    /** Steps near the first one; windows without a number come last. */
    @Override
    public Comparator<String> nearestFirst() {
        return Comparator.comparingInt((String step) ->
                        RANGE.matcher(step).matches() ? Math.abs(Integer.parseInt(step) - first) : Integer.MAX_VALUE)
                .thenComparing(Comparator.naturalOrder());
    }

    @Override
    public String toString() {
        return first == last ? "step " + first : "steps " + first + '-' + last;
    }
}
