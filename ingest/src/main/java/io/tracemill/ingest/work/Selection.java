package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Operators that only put elements elsewhere. */
enum Selection implements Family {
    /** Rows of the first input, one for each element of the second. */
    ROWS,
    /** Slices of the first input along the dimension that the second tells, one for each element of the third. */
    SLICES,
    /** Elements of lists of tensors, of which no types are recorded. */
    OF_LISTS;

    private static final Formula FORMULA = new Formula(
            "selection",
            "0",
            "the output twice; unknown for lists of tensors, of which profilers record no types",
            Formula.Unit.VECTOR);

    @Override
    public Formula formula() {
        return FORMULA;
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        return switch (this) {
            case ROWS -> work(inputs, 0, inputs.shape(1));
            case SLICES -> {
                Shape dimension = inputs.numbers(1);
                yield dimension.hasRank(1)
                                && dimension.size(0) < inputs.shape(0).rank()
                        ? work(inputs, (int) dimension.size(0), inputs.shape(2))
                        : null;
            }
            case OF_LISTS -> Work.ofVectors(0, new Traffic().add(0, ElementType.UNKNOWN), ElementType.UNKNOWN);
        };
    }

    private static @Nullable Work work(Inputs inputs, int dimension, Shape indexes) {
        Shape source = inputs.shape(0);
        if (!source.isTensor() || !indexes.isKnown()) {
            return null;
        }
        long output =
                Saturated.product(source.elementsTo(dimension), indexes.elements(), source.elementsFrom(dimension + 1));
        return Work.ofVectors(0, new Traffic().add(Saturated.product(2, output), inputs.type(0)), inputs.type(0));
    }
}
