package io.tracemill.bench.generate;

import io.tracemill.bench.generate.HostAction.Allocate;
import io.tracemill.bench.generate.HostAction.Annotation;
import io.tracemill.bench.generate.HostAction.Autograd;
import io.tracemill.bench.generate.HostAction.Label;
import io.tracemill.bench.generate.HostAction.Launch;
import io.tracemill.bench.generate.HostAction.Operator;
import java.util.List;

/** Factories of operators, annotations and launches, from which a model is composed. */
final class OperatorFactory {

    private OperatorFactory() {}

    /** An operator whose inputs are not recorded, as those of views, wrappers and allocations here. */
    static HostAction call(String name, HostAction... body) {
        return new Operator(Label.of(name), Autograd.NONE, List.of(body));
    }

    static HostAction call(String name, OperatorInputs inputs, HostAction... body) {
        return new Operator(Label.of(name, inputs), Autograd.NONE, List.of(body));
    }

    /** An operator that autograd will differentiate. */
    static HostAction forward(String name, OperatorInputs inputs, HostAction... body) {
        return new Operator(Label.of(name, inputs), Autograd.FORWARD, List.of(body));
    }

    /** What autograd runs for a {@link #forward} operator, the latest first. */
    static HostAction gradient(String function, OperatorInputs inputs, HostAction... body) {
        return new Operator(
                Label.of("autograd::engine::evaluate_function: " + function),
                Autograd.BACKWARD_WRAPPER,
                List.of(new Operator(Label.of(function, inputs), Autograd.BACKWARD, List.of(body))));
    }

    static HostAction annotation(String name, HostAction... body) {
        return new Annotation(Label.of(name), List.of(body));
    }

    static HostAction empty(long bytes) {
        return call("aten::empty", new Allocate(bytes));
    }

    static HostAction emptyLike(OperatorInputs inputs, long bytes) {
        return call("aten::empty_like", inputs, call("aten::empty_strided", new Allocate(bytes)));
    }

    static HostAction transpose(String shape) {
        return call(
                "aten::transpose",
                OperatorInputs.of(shape, OperatorInputs.NUMBER, OperatorInputs.NUMBER),
                call("aten::as_strided"));
    }

    /** The transposed of a weight. */
    static HostAction t(String shape) {
        return call("aten::t", transpose(shape));
    }

    static HostAction launch(Kernel kernel) {
        return new Launch(RuntimeCalls.LAUNCH_KERNEL, kernel);
    }

    static HostAction copy(Kernel kernel) {
        return new Launch(RuntimeCalls.MEMCPY, kernel);
    }

    static HostAction clear(long bytes) {
        return new Launch(RuntimeCalls.MEMSET, Kernel.set(1_700, bytes));
    }
}
