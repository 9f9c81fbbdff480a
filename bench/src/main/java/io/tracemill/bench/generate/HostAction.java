package io.tracemill.bench.generate;

import java.util.List;

/** An action of a host thread. A training step is a tree of actions; simulating it gives the events. */
sealed interface HostAction {

    /**
     * An operator call around what it does.
     *
     * @param label name and inputs
     * @param autograd what autograd records about it
     */
    record Operator(Label label, Autograd autograd, List<HostAction> body) implements HostAction {}

    /** A {@code user_annotation} around what runs in it. */
    record Annotation(Label label, List<HostAction> body) implements HostAction {}

    /** A module of the model, called from Python: frames around its operators, where stacks are recorded. */
    record Module(PythonNames names, List<HostAction> body) implements HostAction {}

    /** A runtime call that starts nothing on the device. */
    record Idle(Label call, long typicalNanos) implements HostAction {}

    /** A launch of one kernel, copy or memset on the stream of computations. */
    record Launch(Label call, Kernel kernel) implements HostAction {}

    /**
     * A launch of a collective on its own stream, after all computations launched so far, and the annotation mirrored
     * there.
     */
    record Collective(Label call, Kernel kernel, Label mirrored) implements HostAction {}

    /** One launch that starts all these kernels. */
    record GraphLaunch(Label call, List<Kernel> kernels) implements HostAction {}

    /** Memory of the device is taken; what was taken long ago is given back. */
    record Allocate(long bytes) implements HostAction {}

    /** One after the other. */
    record Several(List<HostAction> actions) implements HostAction {}

    /** The stream of computations waits for the collectives launched so far; the host does not. */
    record JoinStreams() implements HostAction {}

    /** The host waits until the device has done everything. */
    record Synchronize(Label call) implements HostAction {}

    /** The host does something that is not in the trace. */
    record Pause(long typicalNanos) implements HostAction {}

    /**
     * What is said in the file of each call of an operator, annotation or runtime function, made ready.
     *
     * @param inputs what stands among the arguments of each call; empty for none
     */
    record Label(AsciiText name, AsciiText inputs) {
        static Label of(String name) {
            return new Label(new AsciiText(name), AsciiText.EMPTY);
        }

        /** With record_shapes: shapes and types of the inputs, as JSON. */
        static Label of(String name, OperatorInputs inputs) {
            return new Label(
                    new AsciiText(name),
                    new AsciiText(", \"Input type\": " + inputs.types() + ", \"Input Dims\": " + inputs.dims()));
        }
    }

    /** Sequence numbers: forward operators take one, backward operators give them back, last one first. */
    enum Autograd {
        NONE,
        FORWARD,
        /** The engine's wrapper: same number as the function in it, no flow. */
        BACKWARD_WRAPPER,
        BACKWARD
    }

    /**
     * Names of the Python frames around a module's operators, outermost first, and of the calls in between.
     *
     * @param moduleId which module of its type the outermost frame is
     */
    record PythonNames(List<AsciiText> frames, List<AsciiText> builtins, int moduleId) {}
}
