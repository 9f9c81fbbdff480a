package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Operators that make each element of one tensor from that of another. */
enum Elementwise implements Family {
    ONE_INPUT;

    private static final Formula FORMULA = new Formula(
            "elementwise, of one tensor",
            "1 per element",
            "each element by the type of the input and by that of a second tensor, else by that of the input again",
            Formula.Unit.VECTOR);

    @Override
    public Formula formula() {
        return FORMULA;
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        Shape shape = inputs.shape(0);
        if (!shape.isKnown()) {
            return null;
        }
        ElementType type = inputs.type(0);
        long elements = shape.elements();
        Traffic traffic = new Traffic().add(elements, type).add(elements, inputs.has(1) ? inputs.type(1) : type);
        return Work.ofVectors(elements, traffic, type);
    }
}
