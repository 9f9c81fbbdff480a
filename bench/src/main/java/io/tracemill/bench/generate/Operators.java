package io.tracemill.bench.generate;

import io.tracemill.bench.generate.Action.Allocate;
import io.tracemill.bench.generate.Action.Annotation;
import io.tracemill.bench.generate.Action.Autograd;
import io.tracemill.bench.generate.Action.Label;
import io.tracemill.bench.generate.Action.Launch;
import io.tracemill.bench.generate.Action.Operator;
import java.util.List;

/** The words in which a model's parts are written down. */
final class Operators {

    private Operators() {}

    /** An operator whose inputs are not recorded, as those of views, wrappers and allocations here. */
    static Action call(String name, Action... body) {
        return new Operator(Label.of(name), Autograd.NONE, List.of(body));
    }

    static Action call(String name, Inputs inputs, Action... body) {
        return new Operator(Label.of(name, inputs), Autograd.NONE, List.of(body));
    }

    /** An operator that autograd will differentiate. */
    static Action forward(String name, Inputs inputs, Action... body) {
        return new Operator(Label.of(name, inputs), Autograd.FORWARD, List.of(body));
    }

    /** What autograd runs for a {@link #forward} operator, the latest first. */
    static Action gradient(String function, Inputs inputs, Action... body) {
        return new Operator(
                Label.of("autograd::engine::evaluate_function: " + function),
                Autograd.BACKWARD_WRAPPER,
                List.of(new Operator(Label.of(function, inputs), Autograd.BACKWARD, List.of(body))));
    }

    static Action annotation(String name, Action... body) {
        return new Annotation(Label.of(name), List.of(body));
    }

    static Action empty(long bytes) {
        return call("aten::empty", new Allocate(bytes));
    }

    static Action emptyLike(Inputs inputs, long bytes) {
        return call("aten::empty_like", inputs, call("aten::empty_strided", new Allocate(bytes)));
    }

    static Action transpose(String shape) {
        return call("aten::transpose", Inputs.of(shape, Inputs.NUMBER, Inputs.NUMBER), call("aten::as_strided"));
    }

    /** The transposed of a weight. */
    static Action t(String shape) {
        return call("aten::t", transpose(shape));
    }

    static Action launch(Kernel kernel) {
        return new Launch(RuntimeCalls.LAUNCH_KERNEL, kernel);
    }

    static Action copy(Kernel kernel) {
        return new Launch(RuntimeCalls.MEMCPY, kernel);
    }

    static Action clear(long bytes) {
        return new Launch(RuntimeCalls.MEMSET, Kernel.set(1_700, bytes));
    }
}
