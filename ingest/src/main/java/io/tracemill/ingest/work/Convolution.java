package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Convolutions, forward: input, weights, bias, stride, padding, dilation, transposed, output padding, groups. */
enum Convolution implements Family {
    FORWARD;

    private static final Formula FORMULA = new Formula(
            "convolution",
            "2 per element of the output (transposed: of the input) and weight of its channel; 1 per element of the"
                    + " output more with a bias",
            "input, weights, output, and a number per channel with a bias",
            Formula.Unit.MATRIX);

    private static final int BIAS = 2;
    private static final int STRIDE = 3;
    private static final int PADDING = 4;
    private static final int DILATION = 5;
    private static final int TRANSPOSED = 6;
    private static final int OUTPUT_PADDING = 7;
    private static final int GROUPS = 8;

    @Override
    public Formula formula() {
        return FORMULA;
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        Shape input = inputs.shape(0);
        Shape weights = inputs.shape(1);
        if (input.rank() < 3 || !weights.hasRank(input.rank()) || !hasArguments(inputs, input.rank() - 2)) {
            return null;
        }
        boolean transposed = inputs.isTrue(TRANSPOSED);
        long channels = transposed
                ? Saturated.product(weights.size(1), inputs.numbers(GROUPS).size(0))
                : weights.size(0);
        long output = Saturated.product(input.size(0), channels);
        for (int dimension = 0; dimension < input.rank() - 2; dimension++) {
            output = Saturated.product(output, Math.max(0, size(inputs, dimension, transposed)));
        }
        boolean bias = inputs.has(BIAS);
        ElementType type = inputs.type(0);
        long flops = Saturated.sum(
                Saturated.product(2, transposed ? input.elements() : output, weights.elementsFrom(1)),
                bias ? output : 0);
        Traffic traffic = new Traffic()
                .add(input.elements(), type)
                .add(weights.elements(), type)
                .add(output, type)
                .add(bias ? channels : 0, type);
        return output == 0 ? null : Work.ofMatrices(flops, traffic, type);
    }

    private static boolean hasArguments(Inputs inputs, int dimensions) {
        return inputs.numbers(STRIDE).isFor(dimensions)
                && inputs.numbers(PADDING).isFor(dimensions)
                && inputs.numbers(DILATION).isFor(dimensions)
                && (inputs.isFalse(TRANSPOSED)
                        || (inputs.isTrue(TRANSPOSED)
                                && inputs.numbers(OUTPUT_PADDING).isFor(dimensions)
                                && inputs.numbers(GROUPS).isFor(1)));
    }

    /** Size of a dimension of the output; not positive if the weights do not fit into the input. */
    private static long size(Inputs inputs, int dimension, boolean transposed) {
        long input = inputs.shape(0).size(2 + dimension);
        long weights = inputs.shape(1).size(2 + dimension);
        long stride = inputs.numbers(STRIDE).sizeOfAll(dimension);
        long padding = inputs.numbers(PADDING).sizeOfAll(dimension);
        long dilation = inputs.numbers(DILATION).sizeOfAll(dimension);
        if (input == 0 || weights == 0 || stride == 0) {
            return 0;
        }
        long reach = Saturated.product(dilation, weights - 1);
        if (!transposed) {
            long steps = input + 2 * padding - reach - 1;
            return steps < 0 ? 0 : steps / stride + 1;
        }
        long added = inputs.numbers(OUTPUT_PADDING).sizeOfAll(dimension) + 1;
        return Saturated.sum(Saturated.product(input - 1, stride), reach, added) - 2 * padding;
    }
}
