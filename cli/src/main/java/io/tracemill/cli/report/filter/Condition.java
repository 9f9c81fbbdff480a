package io.tracemill.cli.report.filter;

import io.tracemill.cli.report.sheet.Named;
import java.util.Comparator;

/** Condition on the value of a column. */
public sealed interface Condition permits NameCondition, StepCondition {

    /** Column of the value. */
    FilterColumn column();

    /** Whether a value that is there meets the condition. */
    boolean accepts(Object cell);

    /** Order of the texts of values that do not meet it, the one that was probably meant first. */
    Comparator<String> nearestFirst();

    /** Text of a value for people. */
    static String text(Object cell) {
        return cell instanceof Named named ? named.name() : cell.toString();
    }
}
