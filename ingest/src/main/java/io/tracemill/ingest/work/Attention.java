package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Attention of queries to keys and values, of one length for the whole batch. */
final class Attention implements Family {

    private static final Formula FORWARD = new Formula(
            "attention",
            "2·B·H·Nq·Nk·(Dk + Dv) for B·H heads, Nq queries, Nk keys of size Dk and values of size Dv, half of"
                    + " it if causal; without the softmax",
            "queries, keys, values and output",
            Formula.Unit.MATRIX);

    private static final Formula BACKWARD = new Formula(
            "attention, backward",
            "2.5 times those of the forward pass",
            "queries, keys, values and output, and the gradient of each",
            Formula.Unit.MATRIX);

    /** Order of the dimensions of an input. */
    enum Layout {
        /** Batch, heads, tokens, size. */
        HEADS_FIRST(1, 2),
        /** Batch, tokens, heads, size. */
        TOKENS_FIRST(2, 1);

        private final int heads;
        private final int tokens;

        Layout(int heads, int tokens) {
            this.heads = heads;
            this.tokens = tokens;
        }
    }

    private final Layout layout;
    private final int causal;
    private final boolean backward;

    private Attention(Layout layout, int causal, boolean backward) {
        this.layout = layout;
        this.causal = causal;
        this.backward = backward;
    }

    /** Forward passes: queries, keys and values come first; whether it is causal is told at a place. */
    static Attention forward(Layout layout, int causal) {
        return new Attention(layout, causal, false);
    }

    /** Backward passes: before queries, keys and values comes the gradient of the output. */
    static Attention backward(Layout layout, int causal) {
        return new Attention(layout, causal, true);
    }

    @Override
    public Formula formula() {
        return backward ? BACKWARD : FORWARD;
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        int first = backward ? 1 : 0;
        Shape queries = inputs.shape(first);
        Shape keys = inputs.shape(first + 1);
        Shape values = inputs.shape(first + 2);
        if (!queries.hasRank(4) || !isOfBatch(keys, queries) || !isOfBatch(values, queries)) {
            return null;
        }
        if (!tellsCausal(inputs, queries, keys)) {
            return null;
        }
        long heads = Saturated.product(queries.size(0), queries.size(layout.heads));
        long tokens = queries.size(layout.tokens);
        long size = values.size(3);
        long pairs = Saturated.product(heads, tokens, keys.size(layout.tokens));
        long forward = Saturated.product(inputs.isTrue(causal) ? 1 : 2, pairs, queries.size(3) + size);
        long output = Saturated.product(heads, tokens, size);
        long moved = Saturated.sum(queries.elements(), keys.elements(), values.elements(), output);
        ElementType type = inputs.type(first);
        Traffic traffic = new Traffic().add(Saturated.product(backward ? 2 : 1, moved), type);
        long flops = backward ? Saturated.sum(Saturated.product(2, forward), forward / 2) : forward;
        return Work.ofMatrices(flops, traffic, type);
    }

    /** Keys and values of a cache lie in pages, which are not of the batch. */
    private static boolean isOfBatch(Shape shape, Shape queries) {
        return shape.hasRank(4) && shape.size(0) == queries.size(0);
    }

    /** A causal mask halves the pairs only if there are as many queries as keys. */
    private boolean tellsCausal(Inputs inputs, Shape queries, Shape keys) {
        return inputs.isFalse(causal)
                || (inputs.isTrue(causal) && queries.size(layout.tokens) == keys.size(layout.tokens));
    }
}
