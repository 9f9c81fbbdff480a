package io.tracemill.bench.generate;

import java.util.HashMap;
import java.util.Map;

/** The model for the batch of each step. Batches differ in length, so every shape in the calls of a step does. */
final class ModelPerBatch {
    private final GeneratorConfig config;
    private final TracePlan plan;
    private final Map<Integer, TransformerModel> byLength = new HashMap<>();

    ModelPerBatch(GeneratorConfig config, TracePlan plan) {
        this.config = config;
        this.plan = plan;
    }

    TransformerModel ofStep(int step) {
        int length = (int) new SeededRandom(config.seed() * 31 + step).between(0, TokenBatch.LENGTHS);
        return byLength.computeIfAbsent(
                length, number -> TransformerModel.of(TokenBatch.length(number), plan, config.worldSize()));
    }
}
