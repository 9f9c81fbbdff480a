package io.tracemill.bench.generate;

import java.util.List;

/** A piece of what a host thread does. A training step is a tree of these; simulating it gives the events. */
sealed interface Action {

    /**
     * An operator call around what it does.
     *
     * @param label name and inputs
     * @param autograd what autograd records about it
     */
    record Operator(Label label, Autograd autograd, List<Action> body) implements Action {}

    /** A {@code user_annotation} around what runs in it. */
    record Annotation(Label label, List<Action> body) implements Action {}

    /** A module of the model, called from Python: frames around its operators, where stacks are recorded. */
    record Module(PythonNames names, List<Action> body) implements Action {}

    /** A runtime call that starts nothing on the device. */
    record Idle(Label call, long typicalNanos) implements Action {}

    /** A launch of one kernel, copy or memset on the stream of computations. */
    record Launch(Label call, Kernel kernel) implements Action {}

    /** A launch of a collective on its own stream, after all computations launched so far, and the annotation mirrored there. */
    record Collective(Label call, Kernel kernel, Label mirrored) implements Action {}

    /** One launch that starts all these kernels. */
    record GraphLaunch(Label call, List<Kernel> kernels) implements Action {}

    /** Memory of the device is taken; what was taken long ago is given back. */
    record Allocate(long bytes) implements Action {}

    /** One after the other. */
    record Several(List<Action> actions) implements Action {}

    /** The stream of computations waits for the collectives launched so far; the host does not. */
    record JoinStreams() implements Action {}

    /** The host waits until the device has done everything. */
    record Synchronize(Label call) implements Action {}

    /** The host does something that is not in the trace. */
    record Pause(long typicalNanos) implements Action {}

    /**
     * What is said in the file of each call of an operator, annotation or runtime function, made ready.
     *
     * @param inputs what stands among the arguments of each call; empty for none
     */
    record Label(Ascii name, Ascii inputs) {
        static Label of(String name) {
            return new Label(new Ascii(name), Ascii.EMPTY);
        }

        /** With record_shapes: shapes and types of the inputs, as JSON. */
        static Label of(String name, Inputs inputs) {
            return new Label(
                    new Ascii(name),
                    new Ascii(", \"Input type\": " + inputs.types() + ", \"Input Dims\": " + inputs.dims()));
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
    record PythonNames(List<Ascii> frames, List<Ascii> builtins, int moduleId) {}
}
