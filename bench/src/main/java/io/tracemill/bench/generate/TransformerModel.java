package io.tracemill.bench.generate;

import io.tracemill.bench.generate.Action.Autograd;
import io.tracemill.bench.generate.Action.Collective;
import io.tracemill.bench.generate.Action.GraphLaunch;
import io.tracemill.bench.generate.Action.JoinStreams;
import io.tracemill.bench.generate.Action.Label;
import io.tracemill.bench.generate.Action.Operator;
import java.util.ArrayList;
import java.util.List;

/**
 * One training step of a transformer under DistributedDataParallel: data in, forward on the main thread, backward on autograd's, gradients
 * reduced in buckets of two layers while backward goes on, an optimizer that takes each parameter by itself, a moving average of the
 * weights as one captured graph, the loss read back.
 *
 * @param forward what the main thread does up to the loss
 * @param backward what autograd's thread does then
 * @param optimizer what the main thread does after that
 */
record TransformerModel(List<Action> forward, List<Action> backward, List<Action> optimizer) {
    private static final int LAYERS_PER_BUCKET = 2;
    private static final long BUCKET_ELEMENTS = 25_165_824;
    /** More per bucket than its layers' backward takes: communication falls behind, and its rest is exposed. */
    private static final long BUCKET_NANOS = 3_900_000;

    private static final int AVERAGED_IN_ONE_KERNEL = 2;

    static TransformerModel of(int sequence, Plan plan, int worldSize) {
        List<Parameter> extras = extras(plan.extras());
        List<Parameter> parameters = new ArrayList<>(extras);
        for (int layer = 0; layer < plan.layers(); layer++) {
            parameters.addAll(Parameter.ofLayer(Stage.of(layer)));
        }
        PythonStack python = new PythonStack(plan.calls());
        Edges edges = new Edges(new Tokens(sequence, Stage.of(0)), python);
        List<Action> layersForward = new ArrayList<>();
        for (int layer = 0; layer < plan.layers(); layer++) {
            layersForward.add(new LayerForward(new Tokens(sequence, Stage.of(layer)), layer, python).layer());
        }
        return new TransformerModel(
                forward(layersForward, edges, worldSize),
                backward(sequence, plan.layers(), extras, edges, worldSize),
                optimizer(parameters, edges));
    }

    private static List<Action> forward(List<Action> layers, Edges edges, int worldSize) {
        List<Action> model = new ArrayList<>();
        model.add(broadcast(worldSize));
        model.add(edges.embedding());
        model.addAll(layers);
        model.add(edges.loss());
        return List.of(
                edges.data(),
                Operators.annotation("DistributedDataParallel.forward", new Action.Several(List.copyOf(model))));
    }

    private static List<Action> backward(int sequence, int layers, List<Parameter> extras, Edges edges, int worldSize) {
        List<Action> steps = new ArrayList<>(edges.lossBackward());
        List<Parameter> ready = new ArrayList<>(extras);
        extras.forEach(parameter -> steps.add(parameter.accumulate()));
        for (int layer = layers - 1; layer >= 0; layer--) {
            steps.addAll(new LayerBackward(new Tokens(sequence, Stage.of(layer))).layer());
            ready.addAll(Parameter.ofLayer(Stage.of(layer)));
            if ((layers - layer) % LAYERS_PER_BUCKET == 0 || layer == 0) {
                steps.add(allReduce(worldSize));
            }
        }
        steps.add(edges.embeddingBackward());
        steps.add(new JoinStreams());
        ready.forEach(parameter -> steps.add(parameter.takeFromBucket()));
        return List.copyOf(steps);
    }

    private static List<Action> optimizer(List<Parameter> parameters, Edges edges) {
        List<Action> updates = new ArrayList<>();
        List<Kernel> average = new ArrayList<>();
        for (int number = 0; number < parameters.size(); number++) {
            updates.addAll(parameters.get(number).update());
            if (number % AVERAGED_IN_ONE_KERNEL == 0) {
                average.add(LossKernels.overManyTensors("TernaryOpScalarFunctor<float, 2, 2, 1>", 9_000));
            }
        }
        return List.of(
                clip(),
                Operators.annotation("Optimizer.step#AdamW.step", new Action.Several(List.copyOf(updates))),
                Operators.annotation(
                        "## average_weights ##",
                        RuntimeCalls.CAPTURE_INFO,
                        RuntimeCalls.RECORD_EVENT,
                        new GraphLaunch(RuntimeCalls.LAUNCH_GRAPH, List.copyOf(average))),
                Operators.annotation(
                        "Optimizer.zero_grad#AdamW.zero_grad",
                        Operators.call("aten::zero_", Inputs.of("[50331648]"), Operators.clear(100_663_296))),
                edges.readLoss());
    }

    /** Gradients are kept below a norm. */
    private static Action clip() {
        return Operators.annotation(
                "## clip_gradients ##",
                Operators.call(
                        "aten::_foreach_norm",
                        Inputs.of(Inputs.OTHER, Inputs.NUMBER),
                        Operators.empty(4_096),
                        RuntimeCalls.PEEK_AT_ERROR,
                        Operators.launch(LossKernels.CAST_NORM),
                        Operators.launch(LossKernels.CLEAN_UP_NORM)),
                Operators.call("aten::stack", Operators.call("aten::cat")),
                Operators.call(
                        "aten::clamp",
                        Inputs.of("[]", Inputs.OTHER, Inputs.NUMBER),
                        Operators.launch(Elementwise.CLAMP.kernel(Elementwise.Form.VECTOR_4, 1_400))),
                Operators.call(
                        "aten::_foreach_mul_",
                        Inputs.of(Inputs.OTHER, "[]"),
                        Operators.launch(
                                LossKernels.overManyTensors("BinaryOpScalarTensorFunctor<float, 2, 1, 0>", 38_000))));
    }

    private static List<Parameter> extras(int count) {
        List<Parameter> extras = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            extras.add(Parameter.matrix(Stage.of(number), 64, 512 + 64 * number));
        }
        return List.copyOf(extras);
    }

    private static Action allReduce(int worldSize) {
        return Operators.call(
                "c10d::allreduce_",
                Inputs.of("[" + BUCKET_ELEMENTS + "]"),
                collective("all_reduce", Kernel.allReduce(BUCKET_NANOS, BUCKET_ELEMENTS, worldSize), worldSize));
    }

    /** What all ranks must agree on is sent by the first. */
    private static Action broadcast(int worldSize) {
        return Operators.call(
                "c10d::broadcast_",
                Inputs.of("[4096]"),
                collective("broadcast", Kernel.broadcast(11_000, 4_096, worldSize), worldSize));
    }

    private static Action collective(String name, Kernel kernel, int worldSize) {
        Inputs inputs = Inputs.of("[4096]", Inputs.NUMBER, Inputs.NUMBER, Inputs.NUMBER, Inputs.NUMBER);
        Label comms = Label.of(
                "record_param_comms",
                new Inputs(
                        inputs.dims(),
                        inputs.types() + ", \"Collective name\": \"" + name.replace("_", "")
                                + "\", \"dtype\": \"BFloat16\", \"Group size\": " + worldSize));
        return new Operator(
                comms,
                Autograd.NONE,
                List.of(Operators.annotation(
                        "nccl:" + name,
                        RuntimeCalls.IS_CAPTURING,
                        RuntimeCalls.RECORD_EVENT,
                        RuntimeCalls.WAIT_FOR_EVENT,
                        new Collective(RuntimeCalls.LAUNCH_COOPERATIVE, kernel, Label.of("nccl:" + name)),
                        RuntimeCalls.RECORD_EVENT)));
    }
}
