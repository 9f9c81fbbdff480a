package io.tracemill.bench.generate;

import java.util.HashMap;
import java.util.Map;

/** The model as it works on the batch of each step: batches differ in length, and what a step calls says so in every shape. */
final class Models {
    private final GeneratorConfig config;
    private final Plan plan;
    private final Map<Integer, TransformerModel> byLength = new HashMap<>();

    Models(GeneratorConfig config, Plan plan) {
        this.config = config;
        this.plan = plan;
    }

    TransformerModel ofStep(int step) {
        int length = (int) new SeededRandom(config.seed() * 31 + step).between(0, Tokens.LENGTHS);
        return byLength.computeIfAbsent(
                length, number -> TransformerModel.of(Tokens.length(number), plan, config.worldSize()));
    }
}
