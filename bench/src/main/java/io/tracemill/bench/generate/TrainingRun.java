package io.tracemill.bench.generate;

import io.tracemill.bench.generate.HostAction.Autograd;
import io.tracemill.bench.generate.HostAction.Label;
import io.tracemill.bench.generate.StepEvents.DeviceEvent;
import io.tracemill.bench.generate.StepEvents.DeviceSpan;
import io.tracemill.bench.generate.StepEvents.Frame;
import io.tracemill.bench.generate.StepEvents.HostSpan;
import io.tracemill.bench.generate.StepEvents.Lane;
import io.tracemill.bench.generate.StepEvents.Position;
import io.tracemill.bench.generate.StepEvents.RuntimeCall;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** A training run, step by step. The same config and plan give the same events, however often it is run. */
final class TrainingRun {
    /** When the run starts, in ns since the file's time base. */
    static final long START_NANOS = 1_365_627_862_757_064L;

    private static final int FIRST_STEP = 12;

    private final TracePlan plan;
    private final GeneratorConfig config;
    private final SeededRandom random;
    private final DeviceStreams device;
    private final HostThreads host;
    private final ModelPerBatch models;
    private int stepsDone;
    /** High from the start, so that ids keep their width and the size of a file can be foretold. */
    private long nextCorrelation = 10_000_000;

    TrainingRun(GeneratorConfig config, TracePlan plan, ModelPerBatch models) {
        this.models = models;
        this.plan = plan;
        this.config = config;
        this.random = new SeededRandom(config.seed());
        this.device = new DeviceStreams(random, config.variation(), START_NANOS);
        this.host = new HostThreads(random, device, START_NANOS + 1_000, config.withStack());
    }

    boolean hasNext() {
        return stepsDone < plan.steps();
    }

    long clock() {
        return host.clock();
    }

    StepEvents next() {
        StepEvents events = new StepEvents();
        host.recordInto(events);
        if (stepsDone == 0) {
            events.calls.add(launchedBeforeTheWindow());
        }
        device.stretchStep(config.variation().ofStep(config.seed(), stepsDone));
        long start = host.clock();
        Label label = Label.of("ProfilerStep#" + (FIRST_STEP + stepsDone));
        HostSpan step = host.open(label, Autograd.NONE, true);
        Frame function = config.withStack() ? host.enter(new AsciiText("train.py(212): train_step"), -1) : null;
        TransformerModel model = models.ofStep(stepsDone);
        host.perform(model.forward());
        host.switchTo(Lane.AUTOGRAD);
        host.perform(model.backward());
        host.switchTo(Lane.MAIN);
        host.perform(model.optimizer());
        if (function != null) {
            host.leave(function);
        }
        host.close(step);
        poll(events, start);
        correlate(events);
        mirror(events, step);
        stepsDone++;
        return events;
    }

    private RuntimeCall launchedBeforeTheWindow() {
        List<Kernel> kernels = Collections.nCopies(
                plan.backlog(), ElementwiseKernels.STEP_BY.kernel(ElementwiseKernels.Form.VECTOR_4, 13_000));
        List<DeviceEvent> running = device.graph(kernels, START_NANOS);
        return new RuntimeCall(RuntimeCalls.QUERY_EVENT, new Position(Lane.MAIN, START_NANOS, 0), 0, running, false);
    }

    /** The watchdog of the collectives asks now and then whether they are done. */
    private void poll(StepEvents events, long stepStart) {
        if (plan.polls() == 0) {
            return;
        }
        long every = (host.clock() - stepStart) / plan.polls();
        for (int poll = 0; poll < plan.polls(); poll++) {
            long at = stepStart + poll * every + random.between(0, Math.max(1, every / 2));
            events.calls.add(new RuntimeCall(
                    RuntimeCalls.QUERY_EVENT,
                    new Position(Lane.WATCHDOG, at, 0),
                    random.about(Math.min(1_100, every / 3 + 1)),
                    List.of(),
                    true));
        }
    }

    private void correlate(StepEvents events) {
        events.calls.sort(Comparator.comparingLong(call -> call.at.time()));
        for (RuntimeCall call : events.calls) {
            nextCorrelation += random.between(1, 4);
            call.correlation = nextCorrelation;
        }
    }

    /** The step as the device sees it: from the first to the last thing it launched on the stream of computations. */
    private static void mirror(StepEvents events, HostSpan step) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (RuntimeCall call : events.calls) {
            for (DeviceEvent event : call.started) {
                if (call.inTrace && event.stream() == DeviceStreams.COMPUTE) {
                    first = Math.min(first, event.start());
                    last = Math.max(last, event.start() + event.duration());
                }
            }
        }
        events.deviceSpans.add(
                new DeviceSpan(step.label, DeviceStreams.COMPUTE, first - 1, last - first + 2, step.externalId));
    }
}
