package io.tracemill.bench.generate;

import io.tracemill.bench.generate.Action.Annotation;
import io.tracemill.bench.generate.Action.Autograd;
import io.tracemill.bench.generate.Action.Collective;
import io.tracemill.bench.generate.Action.GraphLaunch;
import io.tracemill.bench.generate.Action.Idle;
import io.tracemill.bench.generate.Action.JoinStreams;
import io.tracemill.bench.generate.Action.Label;
import io.tracemill.bench.generate.Action.Launch;
import io.tracemill.bench.generate.Action.Operator;
import io.tracemill.bench.generate.Action.Pause;
import io.tracemill.bench.generate.Action.Synchronize;
import java.util.ArrayList;
import java.util.List;

/**
 * One training step of a transformer under DistributedDataParallel: data in, forward on the main thread, backward on autograd's, gradients
 * reduced in buckets of four layers while backward goes on, the optimizer as one captured graph, the loss read back.
 */
final class TransformerModel {
    private static final int LAYERS_PER_BUCKET = 4;
    private static final long BUCKET_ELEMENTS = 50_331_648;
    /** More per bucket than its layers' backward takes: communication falls behind, and its rest is exposed. */
    private static final long BUCKET_NANOS = 7_800_000;

    private static final Label MEMCPY = Label.of("cudaMemcpyAsync");
    private static final Label LAUNCH_COOPERATIVE = Label.of("cudaLaunchKernelExC");

    private final int layers;
    private final int worldSize;
    private final TransformerLayer layer = new TransformerLayer();

    TransformerModel(int layers, int worldSize) {
        this.layers = layers;
        this.worldSize = worldSize;
    }

    /** What the main thread does in a step up to the loss. */
    List<Action> forward() {
        List<Action> model = new ArrayList<>();
        model.addAll(layer.embedding());
        for (int index = 0; index < layers; index++) {
            model.addAll(layer.forward(index));
        }
        model.addAll(layer.loss());
        return List.of(
                new Annotation(
                        Label.of("enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__"),
                        List.of(new Pause(3_400_000))),
                copyIn(),
                copyIn(),
                new Annotation(Label.of("DistributedDataParallel.forward"), List.copyOf(model)));
    }

    /** What autograd's thread does. */
    List<Action> backward() {
        List<Action> steps = new ArrayList<>(layer.lossBackward());
        for (int index = layers - 1; index >= 0; index--) {
            steps.addAll(layer.backward());
            if (index % LAYERS_PER_BUCKET == 0) {
                steps.add(allReduce());
            }
        }
        steps.addAll(layer.embeddingBackward());
        steps.add(new JoinStreams());
        return steps;
    }

    /** What the main thread does after backward. */
    List<Action> optimizer() {
        List<Kernel> graph = new ArrayList<>();
        for (int index = 0; index < layers; index++) {
            graph.addAll(Kernels.optimizerOfOneLayer());
        }
        return List.of(
                new Annotation(
                        Label.of("Optimizer.step#AdamW.step"),
                        List.of(
                                new Idle(Label.of("cudaStreamIsCapturing"), 900),
                                new Idle(Label.of("cudaEventRecord"), 1_100),
                                new GraphLaunch(List.copyOf(graph)))),
                new Annotation(
                        Label.of("Optimizer.zero_grad#AdamW.zero_grad"),
                        List.of(TransformerLayer.call(
                                "aten::zero_",
                                "[[50331648]]",
                                new Launch(Label.of("cudaMemsetAsync"), Kernels.CLEAR)))),
                TransformerLayer.call(
                        "aten::item",
                        "[[]]",
                        TransformerLayer.call(
                                "aten::_local_scalar_dense",
                                "[[]]",
                                new Launch(MEMCPY, Kernels.LOSS_OUT),
                                new Synchronize(Label.of("cudaStreamSynchronize")))),
                new Synchronize(Label.of("cudaDeviceSynchronize")),
                new Pause(250_000));
    }

    private static Action copyIn() {
        return TransformerLayer.call(
                "aten::to",
                "[[8, 512]]",
                TransformerLayer.call(
                        "aten::_to_copy",
                        "[[8, 512]]",
                        TransformerLayer.call("aten::empty_strided", "[[], []]"),
                        TransformerLayer.call(
                                "aten::copy_", "[[8, 512], [8, 512]]", new Launch(MEMCPY, Kernels.BATCH_IN))));
    }

    private Action allReduce() {
        Kernel kernel = Kernel.allReduce(BUCKET_NANOS, BUCKET_ELEMENTS, worldSize);
        Label comms = Label.of(
                "record_param_comms",
                "[[50331648], [], [], [], []]",
                "[\"c10::BFloat16\", \"Scalar\", \"Scalar\", \"Scalar\", \"Scalar\"], \"Collective name\": \"allreduce\""
                        + ", \"dtype\": \"BFloat16\", \"Group size\": " + worldSize + ", \"In msg nelems\": "
                        + BUCKET_ELEMENTS);
        Action record = new Operator(
                comms,
                Autograd.NONE,
                List.of(new Annotation(
                        Label.of("nccl:all_reduce"),
                        List.of(
                                new Idle(Label.of("cudaStreamIsCapturing"), 600),
                                new Idle(Label.of("cudaEventRecord"), 1_000),
                                new Idle(Label.of("cudaStreamWaitEvent"), 900),
                                new Collective(LAUNCH_COOPERATIVE, kernel),
                                new Idle(Label.of("cudaEventRecord"), 800)))));
        return TransformerLayer.call(
                "torch::distributed::reducer::mul_out",
                "[[50331648]]",
                new Launch(MEMCPY, Kernels.GRADIENT_COPY),
                TransformerLayer.call("c10d::allreduce_", "[[50331648]]", record));
    }
}
