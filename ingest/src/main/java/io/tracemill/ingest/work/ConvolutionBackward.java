package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/**
 * Backward passes of convolutions: gradient of the output, input, weights, then numbers, of which the eighth says
 * whether it is transposed and the last which gradients are asked for: of the input, the weights and the bias.
 */
enum ConvolutionBackward implements Family {
    BACKWARD;

    private static final Formula FORMULA = new Formula(
            "convolution, backward",
            "those of the convolution without bias for each of the gradients of input and weights that is asked for;"
                    + " 1 per element of the output more with that of a bias",
            "input, weights and output for each of the two gradients, and a number per channel with that of a bias",
            Formula.Unit.MATRIX);

    private static final int TRANSPOSED = 7;

    @Override
    public Formula formula() {
        return FORMULA;
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        Shape output = inputs.shape(0);
        Shape input = inputs.shape(1);
        Shape weights = inputs.shape(2);
        boolean transposed = inputs.isTrue(TRANSPOSED);
        @Nullable Mask mask = Mask.of(inputs.lastValue(), 3);
        if (output.rank() < 3 || !input.hasRank(output.rank()) || !weights.hasRank(output.rank()) || mask == null) {
            return null;
        }
        if (!transposed && !inputs.isFalse(TRANSPOSED)) {
            return null;
        }
        int gradients = (mask.has(0) ? 1 : 0) + (mask.has(1) ? 1 : 0);
        boolean bias = mask.has(2);
        long each = Saturated.product(2, transposed ? input.elements() : output.elements(), weights.elementsFrom(1));
        long moved = Saturated.sum(output.elements(), input.elements(), weights.elements());
        ElementType type = inputs.type(1);
        Traffic traffic =
                new Traffic().add(Saturated.product(gradients, moved), type).add(bias ? output.size(1) : 0, type);
        long flops = Saturated.sum(Saturated.product(gradients, each), bias ? output.elements() : 0);
        return Work.ofMatrices(flops, traffic, type);
    }
}
