package io.tracemill.bench.generate;

import io.tracemill.bench.generate.HostAction.Autograd;
import io.tracemill.bench.generate.HostAction.Collective;
import io.tracemill.bench.generate.HostAction.GraphLaunch;
import io.tracemill.bench.generate.HostAction.JoinStreams;
import io.tracemill.bench.generate.HostAction.Label;
import io.tracemill.bench.generate.HostAction.Operator;
import java.util.ArrayList;
import java.util.List;

/**
 * One training step of a transformer under DistributedDataParallel: data in, forward on the main thread, backward on
 * autograd's, gradients reduced in buckets of two layers while backward goes on, an optimizer that takes each parameter
 * by itself, a moving average of the weights as one captured graph, the loss read back.
 *
 * @param forward what the main thread does up to the loss
 * @param backward what autograd's thread does then
 * @param optimizer what the main thread does after that
 */
record TransformerModel(List<HostAction> forward, List<HostAction> backward, List<HostAction> optimizer) {
    private static final int LAYERS_PER_BUCKET = 2;
    private static final long BUCKET_ELEMENTS = 25_165_824;
    /** More per bucket than its layers' backward takes: communication falls behind, and its rest is exposed. */
    private static final long BUCKET_NANOS = 3_900_000;

    private static final int AVERAGED_IN_ONE_KERNEL = 2;

    static TransformerModel of(int sequence, TracePlan plan, int worldSize) {
        List<TrainedParameter> extras = extras(plan.extras());
        List<TrainedParameter> parameters = new ArrayList<>(extras);
        for (int layer = 0; layer < plan.layers(); layer++) {
            parameters.addAll(TrainedParameter.ofLayer(ModelStage.of(layer)));
        }
        PythonStack python = new PythonStack(plan.calls());
        EmbeddingAndLoss edges = new EmbeddingAndLoss(new TokenBatch(sequence, ModelStage.of(0)), python);
        List<HostAction> layersForward = new ArrayList<>();
        for (int layer = 0; layer < plan.layers(); layer++) {
            layersForward.add(new LayerForward(new TokenBatch(sequence, ModelStage.of(layer)), layer, python).layer());
        }
        return new TransformerModel(
                forward(layersForward, edges, worldSize),
                backward(sequence, plan.layers(), extras, edges, worldSize),
                optimizer(parameters, edges));
    }

    private static List<HostAction> forward(List<HostAction> layers, EmbeddingAndLoss edges, int worldSize) {
        List<HostAction> model = new ArrayList<>();
        model.add(broadcast(worldSize));
        model.add(edges.embedding());
        model.addAll(layers);
        model.add(edges.loss());
        return List.of(
                edges.data(),
                OperatorFactory.annotation(
                        "DistributedDataParallel.forward", new HostAction.Several(List.copyOf(model))));
    }

    private static List<HostAction> backward(
            int sequence, int layers, List<TrainedParameter> extras, EmbeddingAndLoss edges, int worldSize) {
        List<HostAction> steps = new ArrayList<>(edges.lossBackward());
        List<TrainedParameter> ready = new ArrayList<>(extras);
        extras.forEach(parameter -> steps.add(parameter.accumulate()));
        for (int layer = layers - 1; layer >= 0; layer--) {
            steps.addAll(new LayerBackward(new TokenBatch(sequence, ModelStage.of(layer))).layer());
            ready.addAll(TrainedParameter.ofLayer(ModelStage.of(layer)));
            if ((layers - layer) % LAYERS_PER_BUCKET == 0 || layer == 0) {
                steps.add(allReduce(worldSize));
            }
        }
        steps.add(edges.embeddingBackward());
        steps.add(new JoinStreams());
        ready.forEach(parameter -> steps.add(parameter.takeFromBucket()));
        return List.copyOf(steps);
    }

    private static List<HostAction> optimizer(List<TrainedParameter> parameters, EmbeddingAndLoss edges) {
        List<HostAction> updates = new ArrayList<>();
        List<Kernel> average = new ArrayList<>();
        for (int number = 0; number < parameters.size(); number++) {
            updates.addAll(parameters.get(number).update());
            if (number % AVERAGED_IN_ONE_KERNEL == 0) {
                average.add(LossKernels.overManyTensors("TernaryOpScalarFunctor<float, 2, 2, 1>", 9_000));
            }
        }
        return List.of(
                clip(),
                OperatorFactory.annotation("Optimizer.step#AdamW.step", new HostAction.Several(List.copyOf(updates))),
                OperatorFactory.annotation(
                        "## average_weights ##",
                        RuntimeCalls.CAPTURE_INFO,
                        RuntimeCalls.RECORD_EVENT,
                        new GraphLaunch(RuntimeCalls.LAUNCH_GRAPH, List.copyOf(average))),
                OperatorFactory.annotation(
                        "Optimizer.zero_grad#AdamW.zero_grad",
                        OperatorFactory.call(
                                "aten::zero_", OperatorInputs.of("[50331648]"), OperatorFactory.clear(100_663_296))),
                edges.readLoss());
    }

    /** Gradients are kept below a norm. */
    private static HostAction clip() {
        return OperatorFactory.annotation(
                "## clip_gradients ##",
                OperatorFactory.call(
                        "aten::_foreach_norm",
                        OperatorInputs.of(OperatorInputs.OTHER, OperatorInputs.NUMBER),
                        OperatorFactory.empty(4_096),
                        RuntimeCalls.PEEK_AT_ERROR,
                        OperatorFactory.launch(LossKernels.CAST_NORM),
                        OperatorFactory.launch(LossKernels.CLEAN_UP_NORM)),
                OperatorFactory.call("aten::stack", OperatorFactory.call("aten::cat")),
                OperatorFactory.call(
                        "aten::clamp",
                        OperatorInputs.of("[]", OperatorInputs.OTHER, OperatorInputs.NUMBER),
                        OperatorFactory.launch(
                                ElementwiseKernels.CLAMP.kernel(ElementwiseKernels.Form.VECTOR_4, 1_400))),
                OperatorFactory.call(
                        "aten::_foreach_mul_",
                        OperatorInputs.of(OperatorInputs.OTHER, "[]"),
                        OperatorFactory.launch(
                                LossKernels.overManyTensors("BinaryOpScalarTensorFunctor<float, 2, 1, 0>", 38_000))));
    }

    private static List<TrainedParameter> extras(int count) {
        List<TrainedParameter> extras = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            extras.add(TrainedParameter.matrix(ModelStage.of(number), 64, 512 + 64 * number));
        }
        return List.copyOf(extras);
    }

    private static HostAction allReduce(int worldSize) {
        return OperatorFactory.call(
                "c10d::allreduce_",
                OperatorInputs.of("[" + BUCKET_ELEMENTS + "]"),
                collective("all_reduce", Kernel.allReduce(BUCKET_NANOS, BUCKET_ELEMENTS, worldSize), worldSize));
    }

    /** What all ranks must agree on is sent by the first. */
    private static HostAction broadcast(int worldSize) {
        return OperatorFactory.call(
                "c10d::broadcast_",
                OperatorInputs.of("[4096]"),
                collective("broadcast", Kernel.broadcast(11_000, 4_096, worldSize), worldSize));
    }

    private static HostAction collective(String name, Kernel kernel, int worldSize) {
        OperatorInputs inputs = OperatorInputs.of(
                "[4096]", OperatorInputs.NUMBER, OperatorInputs.NUMBER, OperatorInputs.NUMBER, OperatorInputs.NUMBER);
        Label comms = Label.of(
                "record_param_comms",
                new OperatorInputs(
                        inputs.dims(),
                        inputs.types() + ", \"Collective name\": \"" + name.replace("_", "")
                                + "\", \"dtype\": \"BFloat16\", \"Group size\": " + worldSize));
        return new Operator(
                comms,
                Autograd.NONE,
                List.of(OperatorFactory.annotation(
                        "nccl:" + name,
                        RuntimeCalls.IS_CAPTURING,
                        RuntimeCalls.RECORD_EVENT,
                        RuntimeCalls.WAIT_FOR_EVENT,
                        new Collective(RuntimeCalls.LAUNCH_COOPERATIVE, kernel, Label.of("nccl:" + name)),
                        RuntimeCalls.RECORD_EVENT)));
    }
}
