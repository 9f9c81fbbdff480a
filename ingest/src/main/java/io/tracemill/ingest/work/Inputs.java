package io.tracemill.ingest.work;

import java.util.List;

/**
 * Inputs of one call of an operator, by their place, the first of which is 0.
 *
 * @param shapes shapes of the inputs
 * @param types names of the types of their elements
 * @param values values of those that are no tensors, as text; empty if not recorded
 */
record Inputs(List<Shape> shapes, List<String> types, List<String> values) {

    private static final String TRUE = "True";
    private static final String FALSE = "False";

    /** Shape of an input; {@link Shape#NONE} if there is none. */
    Shape shape(int place) {
        return place < shapes.size() ? shapes.get(place) : Shape.NONE;
    }

    /** Type of the elements of an input; unknown if none is recorded. */
    ElementType type(int place) {
        return place < types.size() ? ElementType.of(types.get(place)) : ElementType.UNKNOWN;
    }

    /** Whether an input is a tensor with dimensions. */
    boolean has(int place) {
        return shape(place).isTensor();
    }

    /** Value of an input that is no tensor; empty if none is recorded. */
    String value(int place) {
        return place >= 0 && place < values.size() ? values.get(place) : "";
    }

    /** Value of the last input; empty if none is recorded. */
    String lastValue() {
        return value(values.size() - 1);
    }

    boolean isTrue(int place) {
        return value(place).equals(TRUE);
    }

    boolean isFalse(int place) {
        return value(place).equals(FALSE);
    }

    /** Value that is a list of numbers, or a single one; {@link Shape#NONE} if it is not. */
    Shape numbers(int place) {
        return InputTexts.numbers(value(place));
    }
}
