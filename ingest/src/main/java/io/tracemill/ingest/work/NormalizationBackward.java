package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Normalizations, backward: gradient of the output, input, and which gradients are asked for as the last. */
enum NormalizationBackward implements Family {
    /** Over the batch; the eighth input tells whether it trains. */
    BATCH(1, 7),
    /** Over the batch, of libraries: the input comes first, and all gradients are made. */
    LIBRARY_BATCH(0, NormalizationBackward.NEVER),
    /** Of the last dimensions, whose shape is the third input. */
    LAYER(1, NormalizationBackward.ALWAYS),
    /** Of groups of channels. */
    GROUP(1, NormalizationBackward.ALWAYS);

    private static final int ALWAYS = -1;
    private static final int NEVER = -2;
    private static final int NORMALIZED_SHAPE = 2;

    private static final Formula FORMULA = new Formula(
            "normalization, backward",
            "9 per element; 4 per element and 3 per channel where it does not train; 6 per element without"
                    + " gradient of the input",
            "gradient and input, and the gradient of the input where it trains; per channel a number in training,"
                    + " one for the weight, and in training one each for the gradients of weight and bias",
            Formula.Unit.VECTOR);

    private final int input;
    private final int training;

    NormalizationBackward(int input, int training) {
        this.input = input;
        this.training = training;
    }

    @Override
    public Formula formula() {
        return FORMULA;
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        Shape shape = inputs.shape(input);
        Shape normalized = inputs.numbers(NORMALIZED_SHAPE);
        @Nullable Mask mask = Mask.of(this == LIBRARY_BATCH ? "[True, True, True]" : inputs.lastValue(), 3);
        if (mask == null || (this == LAYER ? !normalized.isTensor() : shape.rank() < 2)) {
            return null;
        }
        long channels = this == LAYER ? normalized.elements() : shape.size(1);
        boolean trains = training == ALWAYS || inputs.isTrue(training);
        ElementType type = inputs.type(input);
        boolean whole = mask.has(0) && trains;
        Traffic traffic = new Traffic()
                .add(Saturated.product(whole ? 3 : 2, shape.elements()), type)
                .add(Saturated.product(perChannel(mask, trains), channels), type);
        int perElement = 4 + (whole ? 5 : 0) + (mask.has(0) ? 0 : 2);
        long flops = Saturated.sum(
                Saturated.product(perElement, shape.elements()), trains ? 0 : Saturated.product(3, channels));
        return Work.ofVectors(flops, traffic, type);
    }

    private static int perChannel(Mask mask, boolean trains) {
        boolean weights = mask.has(1);
        int gradients = mask.has(2) ? 2 : 1;
        return (trains ? 1 : 0) + (weights ? 1 : 0) + (weights && trains ? gradients : 0);
    }
}
