package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Operators that reduce the elements of a tensor, such as sums. */
enum Reduction implements Family {
    /** To one element; over which dimensions is not told in all traces, and what is left of them is small. */
    TOTAL("reduction", "the input and one element"),
    /** To as many elements, each of all before. */
    RUNNING("running reduction", "the input twice");

    private final String title;
    private final String bytes;

    Reduction(String title, String bytes) {
        this.title = title;
        this.bytes = bytes;
    }

    @Override
    public Formula formula() {
        return new Formula(title, "1 per element of the input", bytes, Formula.Unit.VECTOR);
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        Shape shape = inputs.shape(0);
        boolean ofTwo = inputs.has(1); // the larger of two tensors, which reduces nothing
        if (!shape.isKnown() || ofTwo) {
            return null;
        }
        ElementType type = inputs.type(0);
        long elements = shape.elements();
        Traffic traffic = new Traffic().add(elements, type).add(this == TOTAL ? 1 : elements, type);
        return Work.ofVectors(elements, traffic, type);
    }
}
