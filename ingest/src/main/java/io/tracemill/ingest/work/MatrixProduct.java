package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Products of matrices: of two, or of as many pairs as there are in a batch. */
enum MatrixProduct implements Family {
    /** Matrices are inputs 0 and 1. */
    PLAIN(0, 2),
    /** Input 0 is added to the product of inputs 1 and 2. */
    ADDED(1, 2),
    /** Inputs 0 and 1 are batches of matrices. */
    BATCH(0, 3),
    /** Input 0 is added to the products of inputs 1 and 2, which are batches. */
    ADDED_BATCH(1, 3);

    private static final Formula FORMULA = new Formula(
            "matrix product",
            "2·B·M·N·K for B pairs of matrices (M, K) and (K, N); B·M·N more if something is added",
            "B·(M·K + K·N + M·N), and B·N if something is added",
            Formula.Unit.MATRIX);

    private final int first;
    private final int rank;

    MatrixProduct(int first, int rank) {
        this.first = first;
        this.rank = rank;
    }

    @Override
    public Formula formula() {
        return FORMULA;
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        Shape left = inputs.shape(first);
        Shape right = inputs.shape(first + 1);
        if (!left.hasRank(rank) || !right.hasRank(rank) || left.size(rank - 1) != right.size(rank - 2)) {
            return null;
        }
        long batch = rank == 3 ? left.size(0) : 1;
        boolean added = first == 1;
        long m = left.size(rank - 2);
        long n = right.size(rank - 1);
        ElementType type = inputs.type(first);
        long products = Saturated.product(2, left.elements(), n);
        long results = Saturated.product(batch, m, n);
        Traffic traffic = new Traffic()
                .add(left.elements(), type)
                .add(right.elements(), type)
                .add(results, type)
                .add(added ? Saturated.product(batch, n) : 0, type);
        return Work.ofMatrices(Saturated.sum(products, added ? results : 0), traffic, type);
    }
}
