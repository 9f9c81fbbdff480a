package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Normalizations by the root mean square of the last dimensions: input, their shape, weights. */
enum RmsNormalization implements Family {
    FORWARD;

    private static final Formula FORMULA = new Formula(
            "normalization by root mean square",
            "2·C + 2 for each C elements that are normalized together; 1 per element more, or 2 with weights",
            "input and output, and the weights",
            Formula.Unit.VECTOR);

    private static final int NORMALIZED_SHAPE = 1;
    private static final int WEIGHTS = 2;

    @Override
    public Formula formula() {
        return FORMULA;
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        Shape shape = inputs.shape(0);
        Shape normalized = inputs.numbers(NORMALIZED_SHAPE);
        long together = normalized.elements();
        if (!shape.isTensor() || !normalized.isTensor() || together == 0) {
            return null;
        }
        boolean weights = inputs.has(WEIGHTS);
        ElementType type = inputs.type(0);
        long elements = shape.elements();
        Traffic traffic =
                new Traffic().add(Saturated.product(2, elements), type).add(weights ? together : 0, type);
        long squares = Saturated.product(elements / together, Saturated.sum(Saturated.product(2, together), 2));
        long flops = Saturated.sum(squares, Saturated.product(weights ? 2 : 1, elements));
        return Work.ofVectors(flops, traffic, type);
    }
}
