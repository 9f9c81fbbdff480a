package io.tracemill.bench.generate;

import io.tracemill.bench.generate.HostAction.Allocate;
import io.tracemill.bench.generate.HostAction.Annotation;
import io.tracemill.bench.generate.HostAction.Autograd;
import io.tracemill.bench.generate.HostAction.Collective;
import io.tracemill.bench.generate.HostAction.GraphLaunch;
import io.tracemill.bench.generate.HostAction.Idle;
import io.tracemill.bench.generate.HostAction.JoinStreams;
import io.tracemill.bench.generate.HostAction.Label;
import io.tracemill.bench.generate.HostAction.Launch;
import io.tracemill.bench.generate.HostAction.Module;
import io.tracemill.bench.generate.HostAction.Operator;
import io.tracemill.bench.generate.HostAction.Pause;
import io.tracemill.bench.generate.HostAction.Several;
import io.tracemill.bench.generate.HostAction.Synchronize;
import io.tracemill.bench.generate.StepEvents.DeviceEvent;
import io.tracemill.bench.generate.StepEvents.DeviceSpan;
import io.tracemill.bench.generate.StepEvents.Frame;
import io.tracemill.bench.generate.StepEvents.HostSpan;
import io.tracemill.bench.generate.StepEvents.Lane;
import io.tracemill.bench.generate.StepEvents.Position;
import io.tracemill.bench.generate.StepEvents.RuntimeCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The host: does actions one after the other and notes the events they cause. One clock serves all threads, because the
 * main thread waits while autograd's works.
 */
final class HostThreads {
    /** High from the start, so that ids keep their width and the size of a file can be foretold. */
    private static final long FIRST_ID = 10_000_000;

    private final SeededRandom random;
    private final DeviceStreams device;
    private final boolean withStack;
    private final DeviceMemory memory = new DeviceMemory();
    private final Deque<Long> forwardSequences = new ArrayDeque<>();

    private StepEvents events = new StepEvents();
    private Lane lane = Lane.MAIN;
    private long clock;
    private long nextExternalId = FIRST_ID;
    private long nextSequence = FIRST_ID;
    private long nextFrame = FIRST_ID;
    private long currentFrame;
    /** External id of the innermost open span; 0 for none. */
    private long currentSpan;

    HostThreads(SeededRandom random, DeviceStreams device, long startNanos, boolean withStack) {
        this.random = random;
        this.device = device;
        this.clock = startNanos;
        this.withStack = withStack;
    }

    long clock() {
        return clock;
    }

    /** Later events go here. */
    void recordInto(StepEvents stepEvents) {
        this.events = stepEvents;
    }

    void switchTo(Lane other) {
        clock += random.between(9_000, 25_000);
        lane = other;
    }

    void perform(List<HostAction> actions) {
        for (HostAction action : actions) {
            perform(action);
        }
    }

    private void perform(HostAction action) {
        if (action instanceof Operator operator) {
            span(operator.label(), operator.autograd(), false, operator.body());
        } else if (action instanceof Annotation annotation) {
            span(annotation.label(), Autograd.NONE, true, annotation.body());
        } else if (action instanceof Module module) {
            module(module);
        } else if (action instanceof Idle idle) {
            runtimeCall(idle.call(), random.about(idle.typicalNanos()), List.of());
        } else if (action instanceof Launch launch) {
            runtimeCall(launch.call(), launchNanos(), List.of(device.compute(launch.kernel(), arrival())));
        } else if (action instanceof Collective collective) {
            collective(collective);
        } else if (action instanceof GraphLaunch graph) {
            runtimeCall(graph.call(), random.about(140_000), device.graph(graph.kernels(), arrival() + 40_000));
        } else if (action instanceof Several several) {
            perform(several.actions());
        } else if (action instanceof Allocate allocate) {
            memory.allocate(allocate.bytes(), lane, clock, events.memory);
        } else if (action instanceof JoinStreams) {
            device.join();
        } else if (action instanceof Synchronize synchronize) {
            runtimeCall(synchronize.call(), Math.max(1_000, device.idleAt() - clock + random.about(4_000)), List.of());
        } else if (action instanceof Pause pause) {
            clock += random.about(pause.typicalNanos());
        }
    }

    /** Opens a span, does what is in it, closes it. */
    void span(Label label, Autograd autograd, boolean annotation, List<HostAction> body) {
        HostSpan span = open(label, autograd, annotation);
        long around = currentSpan;
        currentSpan = span.externalId;
        perform(body);
        currentSpan = around;
        close(span);
    }

    HostSpan open(Label label, Autograd autograd, boolean annotation) {
        clock += random.between(300, 1_600);
        HostSpan span = new HostSpan(
                label, autograd, annotation, new Position(lane, clock, nextExternalId++), sequenceOf(autograd));
        events.spans.add(span);
        clock += random.between(300, 1_500);
        return span;
    }

    void close(HostSpan span) {
        clock += random.between(200, 1_400);
        span.duration = clock - span.start;
    }

    /** Opens a Python function, where stacks are recorded. */
    Frame enter(AsciiText name, int moduleId) {
        clock += random.between(80, 400);
        Frame frame = new Frame(name, clock, nextFrame++, currentFrame, moduleId);
        currentFrame = frame.id;
        events.frames.add(frame);
        return frame;
    }

    void leave(Frame frame) {
        clock += random.between(60, 300);
        frame.duration = clock - frame.start;
        currentFrame = frame.parentId;
    }

    private void module(Module module) {
        if (!withStack) {
            perform(module.body());
            return;
        }
        int outermost = events.frames.size();
        int depth = module.names().frames().size();
        for (int frame = 0; frame < depth; frame++) {
            enter(
                    module.names().frames().get(frame),
                    frame == 0 ? module.names().moduleId() : -1);
        }
        callInPassing(module.names().builtins());
        perform(module.body());
        for (int frame = outermost + depth - 1; frame >= outermost; frame--) {
            leave(events.frames.get(frame));
        }
    }

    /** A function calls one that makes two calls, over and over. */
    private void callInPassing(List<AsciiText> names) {
        int inFours = names.size() / 4 * 4;
        for (int first = 0; first < inFours; first += 4) {
            Frame outer = enter(names.get(first), -1);
            Frame inner = enter(names.get(first + 1), -1);
            leave(enter(names.get(first + 2), -1));
            leave(enter(names.get(first + 3), -1));
            leave(inner);
            leave(outer);
        }
        for (AsciiText name : names.subList(inFours, names.size())) {
            leave(enter(name, -1));
        }
    }

    private void collective(Collective collective) {
        DeviceEvent event = device.communicate(collective.kernel(), arrival());
        events.deviceSpans.add(new DeviceSpan(
                collective.mirrored(), event.stream(), event.start() - 1, event.duration() + 2, currentSpan));
        runtimeCall(collective.call(), launchNanos() * 2, List.of(event));
    }

    private void runtimeCall(Label label, long nanos, List<DeviceEvent> started) {
        events.calls.add(new RuntimeCall(label, new Position(lane, clock, currentSpan), nanos, started, true));
        clock += nanos + random.between(100, 500);
    }

    private long launchNanos() {
        return random.about(4_800);
    }

    /**
     * When something launched now reaches the device: never before the call has begun, sometimes before it has ended.
     */
    private long arrival() {
        return clock + random.between(3_500, 9_000);
    }

    private long sequenceOf(Autograd autograd) {
        return switch (autograd) {
            case NONE -> -1;
            case FORWARD -> {
                forwardSequences.push(nextSequence);
                yield nextSequence++;
            }
            case BACKWARD_WRAPPER -> forwardSequences.element();
            case BACKWARD -> forwardSequences.pop();
        };
    }
}
