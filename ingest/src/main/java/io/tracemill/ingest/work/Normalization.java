package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Normalizations by mean and variance, forward. */
enum Normalization implements Family {
    /** Of each channel over the batch: input, weights, bias, running mean and variance, whether it trains. */
    BATCH(1, 5),
    /** Of each channel of each item: as that over the batch. */
    INSTANCE(1, 5),
    /** Of the last dimensions: input, their shape, weights, bias. */
    LAYER(2, Normalization.ALWAYS),
    /** Of groups of channels: input, number of groups, weights, bias. */
    GROUP(2, Normalization.ALWAYS),
    /** Of groups of channels: input, weights, bias. */
    PLAIN_GROUP(1, Normalization.ALWAYS);

    private static final int ALWAYS = -1;

    private static final Formula FORMULA = new Formula(
            "normalization",
            "5 per element and 6 per channel in training, 2 and 6 in inference; a layer normalization has a channel for"
                    + " each element of its shape, and always counts as training",
            "input and output; per channel 2 numbers for mean and variance, 2 more in training, 1 for a weight, 1 for a"
                    + " bias",
            Formula.Unit.VECTOR);

    private final int weights;
    private final int training;

    Normalization(int weights, int training) {
        this.weights = weights;
        this.training = training;
    }

    @Override
    public Formula formula() {
        return FORMULA;
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        Shape input = inputs.shape(0);
        Shape normalized = inputs.numbers(1);
        if (this == LAYER ? !normalized.isTensor() : input.rank() < 2) {
            return null;
        }
        long channels = this == LAYER ? normalized.elements() : input.size(1);
        boolean trains = training == ALWAYS || inputs.isTrue(training);
        boolean told = trains || inputs.isFalse(training);
        int perChannel = 2 + (trains ? 2 : 0) + (inputs.has(weights) ? 1 : 0) + (inputs.has(weights + 1) ? 1 : 0);
        ElementType type = inputs.type(0);
        Traffic traffic = new Traffic()
                .add(Saturated.product(2, input.elements()), type)
                .add(Saturated.product(perChannel, channels), type);
        long flops = Saturated.sum(Saturated.product(6, channels), Saturated.product(trains ? 5 : 2, input.elements()));
        @Nullable Work work = Work.ofVectors(flops, traffic, type);
        return work == null || told ? work : work.asEstimate();
    }
}
