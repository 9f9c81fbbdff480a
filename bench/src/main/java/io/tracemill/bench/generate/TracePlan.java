package io.tracemill.bench.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * The training run that gives a trace of the requested size.
 *
 * @param steps training steps
 * @param layers layers of the model
 * @param extras parameters beyond those of layers, such as adapters; they make up what layers, being large, leave of
 *     the size
 * @param calls small Python calls in each module, where stacks are recorded
 * @param polls calls of the watchdog in each step; they make up what is then left
 * @param backlog kernels that were launched before the window
 */
record TracePlan(int steps, int layers, int extras, int calls, int polls, int backlog) {
    private static final long STEP_BYTES = 2_500_000;
    private static final int MIN_STEPS = 3;
    private static final int LAYER_DEVICE_EVENTS = 114;
    private static final int POLLS_PER_LAYER = 26;
    /** Of all device events, in percent. */
    private static final int BACKLOG_PCT = 5;
    /** What a device's queue can hold, about. */
    private static final int MAX_BACKLOG = 20_000;
    /** Of a file with stacks, in percent: Python frames are then three in five events, as in recent real files. */
    private static final int WITHOUT_PYTHON_PCT = 38;

    private static final int SAMPLE = 4;

    static TracePlan of(GeneratorConfig config) {
        if (!config.withStack()) {
            return whole(config, config.sizeBytes());
        }
        TracePlan plan = whole(config.withStack(false), config.sizeBytes() * WITHOUT_PYTHON_PCT / 100);
        plan = plan.withCalls(fitting(config, config.sizeBytes(), plan, plan.withCalls(SAMPLE)));
        return plan.filled(config, config.sizeBytes());
    }

    /** As much as fits into so many bytes. */
    private static TracePlan whole(GeneratorConfig config, long size) {
        int steps = (int) Math.max(MIN_STEPS, size / STEP_BYTES);
        TracePlan plan = sized(steps, 1);
        if (bytes(config, plan) > size) {
            plan = sized(MIN_STEPS - 1, 1);
        }
        while (bytes(config, plan.larger()) <= size) {
            plan = plan.larger();
        }
        return plan.withExtras(fitting(config, size, plan, plan.withExtras(SAMPLE)))
                .filled(config, size);
    }

    private TracePlan filled(GeneratorConfig config, long size) {
        return withPolls(polls + fitting(config, size, this, withPolls(polls + SAMPLE)));
    }

    /** How often what {@code more} holds {@link #SAMPLE} times more fits in. */
    private static int fitting(GeneratorConfig config, long size, TracePlan plan, TracePlan more) {
        long bytes = bytes(config, plan);
        long each = (bytes(config, more) - bytes) / SAMPLE;
        return (int) Math.max(0, (size - bytes) / each);
    }

    private static TracePlan sized(int steps, int layers) {
        long deviceEvents = (long) steps * layers * LAYER_DEVICE_EVENTS;
        int backlog = (int) Math.min(MAX_BACKLOG, deviceEvents * BACKLOG_PCT / 100);
        return new TracePlan(steps, layers, 0, 0, layers * POLLS_PER_LAYER, backlog);
    }

    private TracePlan larger() {
        return sized(steps, layers + 1);
    }

    private TracePlan withExtras(int newExtras) {
        return new TracePlan(steps, layers, newExtras, calls, polls, backlog);
    }

    private TracePlan withCalls(int newCalls) {
        return new TracePlan(steps, layers, extras, newCalls, polls, backlog);
    }

    private TracePlan withPolls(int newPolls) {
        return new TracePlan(steps, layers, extras, calls, newPolls, backlog);
    }

    /** What a trace of this plan comes to: its first step is written for nobody, and the others counted like it. */
    private static long bytes(GeneratorConfig config, TracePlan plan) {
        TracePlan oneStep = new TracePlan(1, plan.layers, plan.extras, plan.calls, plan.polls, 0);
        TracePlan oneStepLater =
                new TracePlan(1, plan.layers, plan.extras, plan.calls, plan.polls, Math.min(plan.backlog, 100));
        long step = written(config, oneStep);
        long perWaiting = oneStepLater.backlog == 0 ? 0 : (written(config, oneStepLater) - step) / oneStepLater.backlog;
        long around = written(config, new TracePlan(0, plan.layers, 0, 0, 0, 0));
        return around + (step - around) * plan.steps + perWaiting * plan.backlog;
    }

    private static long written(GeneratorConfig config, TracePlan plan) {
        try (JsonOutput out = new JsonOutput(OutputStream.nullOutputStream())) {
            new TraceSections(config, plan, out, GeneratorProgress.NONE).write();
            return out.writtenBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to nowhere failed", e);
        }
    }
}
