package io.tracemill.bench.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * How a wanted size becomes a training run.
 *
 * @param steps training steps
 * @param layers layers of the model
 * @param polls calls of the watchdog in each step; they make up what layers, being large, leave of the size
 * @param backlog kernels that were launched before the window
 */
record Plan(int steps, int layers, int polls, int backlog) {
    private static final long STEP_BYTES = 2_500_000;
    private static final int MIN_STEPS = 3;
    /** Of all device events, in percent. */
    private static final int BACKLOG_PCT = 5;
    /** What a device's queue can hold, about. */
    private static final int MAX_BACKLOG = 20_000;

    private static final int FEW_LAYERS = 4;
    private static final int MORE_LAYERS = 8;

    static Plan of(GeneratorConfig config) {
        int steps = (int) Math.max(MIN_STEPS, config.sizeBytes() / STEP_BYTES);
        long few = bytes(config, sized(steps, FEW_LAYERS));
        long more = bytes(config, sized(steps, MORE_LAYERS));
        long perLayer = (more - few) / (MORE_LAYERS - FEW_LAYERS);
        int layers = (int) Math.max(1, FEW_LAYERS + (config.sizeBytes() - few) / perLayer);
        Plan plan = sized(steps, layers);
        while (plan.layers > 1 && bytes(config, plan) > config.sizeBytes()) {
            plan = sized(steps, plan.layers - 1);
        }
        long perPoll = (bytes(config, plan.withPolls(100)) - bytes(config, plan)) / 100;
        return plan.withPolls((int) Math.max(0, (config.sizeBytes() - bytes(config, plan)) / perPoll));
    }

    private static Plan sized(int steps, int layers) {
        long deviceEvents = (long) steps * (layers * 31L + 10);
        int backlog = (int) Math.min(MAX_BACKLOG, deviceEvents * BACKLOG_PCT / 100);
        return new Plan(steps, layers, 0, backlog);
    }

    private Plan withPolls(int newPolls) {
        return new Plan(steps, layers, newPolls, backlog);
    }

    /** What a trace of this plan comes to: its first step is written for nobody, and the others counted like it. */
    private static long bytes(GeneratorConfig config, Plan plan) {
        Plan oneStep = new Plan(1, plan.layers, plan.polls, 0);
        Plan oneStepLater = new Plan(1, plan.layers, plan.polls, Math.min(plan.backlog, 100));
        long step = written(config, oneStep);
        long perWaiting = oneStepLater.backlog == 0 ? 0 : (written(config, oneStepLater) - step) / oneStepLater.backlog;
        long around = written(config, new Plan(0, plan.layers, 0, 0));
        return around + (step - around) * plan.steps + perWaiting * plan.backlog;
    }

    private static long written(GeneratorConfig config, Plan plan) {
        try (JsonOutput out = new JsonOutput(OutputStream.nullOutputStream())) {
            new Sections(config, plan, out, GeneratorProgress.NONE).write();
            return out.writtenBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to nowhere failed", e);
        }
    }
}
