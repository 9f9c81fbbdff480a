package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Products of two matrices whose elements have types of their own, of which the second may lie transposed. */
enum TypedProduct implements Family {
    /** Elements are scaled: matrices (M, K) and (K, N), and vectors of scales. */
    SCALED(
            false,
            2,
            4,
            "matrix product with scales",
            "M·K and K·N by the types of their inputs; M·N and the bias by that of the first, of 2 bytes if that has"
                    + " 1"),
    /** Weights of a layer: anything that ends with K, and (N, K). */
    WEIGHTS(true, 2, 2, "product with weights", "M·K + K·N + M·N, and N with a bias");

    private final boolean transposed;
    private final int bias;
    private final int laterBias;
    private final String title;
    private final String bytes;

    /** The bias stands at one place in older signatures, at another in later ones. */
    TypedProduct(boolean transposed, int bias, int laterBias, String title, String bytes) {
        this.transposed = transposed;
        this.bias = bias;
        this.laterBias = laterBias;
        this.title = title;
        this.bytes = bytes;
    }

    @Override
    public Formula formula() {
        return new Formula(title, "2·M·N·K; M·N more with a bias", bytes, Formula.Unit.MATRIX);
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        Shape left = inputs.shape(0);
        Shape right = inputs.shape(1);
        if (!left.isTensor() || !right.hasRank(2) || (!transposed && !left.hasRank(2))) {
            return null;
        }
        long k = left.size(left.rank() - 1);
        long n = right.size(transposed ? 0 : 1);
        if (k != right.size(transposed ? 1 : 0)) {
            return null;
        }
        boolean added = isVector(inputs.shape(bias), n) || isVector(inputs.shape(laterBias), n);
        ElementType type = inputs.type(0);
        ElementType result = type.bytes() == 1 ? ElementType.TWO_BYTES : type;
        long results = Saturated.product(left.elementsTo(left.rank() - 1), n);
        Traffic traffic = new Traffic()
                .add(left.elements(), type)
                .add(right.elements(), inputs.type(1))
                .add(results, result)
                .add(added ? n : 0, result);
        long flops = Saturated.sum(Saturated.product(2, left.elements(), n), added ? results : 0);
        return Work.ofMatrices(flops, traffic, type);
    }

    private static boolean isVector(Shape shape, long size) {
        return shape.hasRank(1) && size > 1 && shape.size(0) == size;
    }
}
