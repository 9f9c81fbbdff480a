package io.tracemill.bench.generate;

import io.tracemill.bench.generate.Action.Autograd;
import io.tracemill.bench.generate.Action.Idle;
import io.tracemill.bench.generate.Action.Label;
import io.tracemill.bench.generate.Action.Launch;
import io.tracemill.bench.generate.Action.Module;
import io.tracemill.bench.generate.Action.Operator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What one layer, the embedding and the loss call, forward and backward: for each forward operator with a gradient, one backward. */
final class TransformerLayer {
    private static final String WIDE = "[[8, 512, 1024]]";
    private static final String WEIGHT = "[[1024, 4096]]";

    private static final Label LAUNCH = Label.of("cudaLaunchKernel");
    private static final Action OCCUPANCY =
            new Idle(Label.of("cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags"), 700);
    private static final Action PROPERTIES = new Idle(Label.of("cudaDeviceGetAttribute"), 350);
    private static final Action ATTRIBUTE = new Idle(Label.of("cudaFuncSetAttribute"), 500);
    private static final Action CAPTURING = new Idle(Label.of("cudaStreamIsCapturing"), 450);

    /** These carry no shapes here: with them on every view, an event would be a fifth larger than in the files this resembles. */
    private static final Set<String> VIEWS = Set.of(
            "aten::t",
            "aten::transpose",
            "aten::slice",
            "aten::narrow",
            "aten::split",
            "aten::detach",
            "aten::empty_like",
            "aten::linear",
            "aten::layer_norm",
            "torch::autograd::AccumulateGrad",
            "aten::to",
            "aten::_to_copy");

    private static final Label MEMCPY = Label.of("cudaMemcpyAsync");
    private static final Label MEMSET = Label.of("cudaMemsetAsync");

    private final PythonStack python = new PythonStack();
    private final List<Action> backward = backwardOfLayer();

    List<Action> embedding() {
        return List.of(module(
                "Embedding",
                0,
                call("aten::embedding", "[[50304, 1024], [8, 512]]", Autograd.FORWARD, kernel(Kernels.EMBEDDING))));
    }

    List<Action> forward(int index) {
        return List.of(
                module("LayerNorm", 2 * index, layerNorm()),
                module("Linear", 4 * index, linear("128x128", 92_000)),
                call("aten::contiguous", WIDE, copy()),
                call("aten::split", WIDE, call("aten::narrow", WIDE, call("aten::slice", WIDE, strided()))),
                call("aten::view", WIDE),
                transpose(),
                attention(),
                transpose(),
                module("Linear", 4 * index + 1, linear("128x64", 38_000)),
                call("aten::add", WIDE, Autograd.FORWARD, kernel(Kernels.ADD)),
                module("LayerNorm", 2 * index + 1, layerNorm()),
                module("Linear", 4 * index + 2, linear("256x128", 121_000)),
                module("GELU", index, call("aten::gelu", WIDE, Autograd.FORWARD, kernel(Kernels.GELU))),
                module("Linear", 4 * index + 3, linear("256x64", 117_000)),
                call("aten::add", WIDE, Autograd.FORWARD, kernel(Kernels.ADD)));
    }

    List<Action> backward() {
        return backward;
    }

    List<Action> loss() {
        return List.of(
                module("Linear", 1_000, linear("256x128", 410_000)),
                module(
                        "CrossEntropyLoss",
                        0,
                        call(
                                "aten::cross_entropy_loss",
                                "[[4096, 50304], [4096]]",
                                call("aten::log_softmax", WIDE, Autograd.FORWARD, kernel(Kernels.SOFTMAX)),
                                call("aten::nll_loss_nd", WIDE, Autograd.FORWARD, kernel(Kernels.NLL)))));
    }

    List<Action> lossBackward() {
        return List.of(
                gradient("NllLossBackward0", kernel(Kernels.FILL), kernel(Kernels.NLL)),
                gradient("LogSoftmaxBackward0", kernel(Kernels.SOFTMAX)),
                linearGradient("256x128", 400_000),
                accumulate());
    }

    List<Action> embeddingBackward() {
        return List.of(gradient("EmbeddingBackward0", kernel(Kernels.FILL), kernel(Kernels.EMBEDDING)));
    }

    /** An operator on tensors of these shapes. */
    static Action call(String name, String dims, Action... body) {
        return call(name, dims, Autograd.NONE, body);
    }

    private static Action call(String name, String dims, Autograd autograd, Action... body) {
        if ((autograd == Autograd.NONE && body.length == 0) || VIEWS.contains(name)) {
            return new Operator(Label.of(name), autograd, List.of(body));
        }
        int inputs = dims.length() - dims.replace("], [", "").length() == 0 ? 1 : dims.split("], \\[", -1).length;
        String types = "[" + String.join(", ", Collections.nCopies(inputs, "\"c10::BFloat16\"")) + "]";
        return new Operator(Label.of(name, dims, types), autograd, List.of(body));
    }

    private static Action kernel(Kernel kernel) {
        return new Launch(LAUNCH, kernel);
    }

    private Action module(String type, int number, Action... body) {
        return new Module(python.of(type, number), List.of(body));
    }

    private static Action strided() {
        return call("aten::as_strided", "[[8, 512, 1024], [], [], []]");
    }

    private static Action copy() {
        return call("aten::copy_", "[[8, 512, 1024], [8, 512, 1024], []]", new Launch(MEMCPY, Kernels.GRADIENT_COPY));
    }

    private static Action transpose() {
        return call("aten::transpose", "[[8, 512, 1024], [], []]", Autograd.NONE, strided());
    }

    private static Action layerNorm() {
        return call(
                "aten::layer_norm",
                "[[8, 512, 1024], [], [1024], [1024]]",
                call(
                        "aten::native_layer_norm",
                        "[[8, 512, 1024], [], [1024], [1024]]",
                        Autograd.FORWARD,
                        call("aten::empty", "[[], []]"),
                        call("aten::empty", "[[], []]"),
                        kernel(Kernels.LAYER_NORM),
                        call("aten::view", WIDE)));
    }

    private static Action linear(String tile, long nanos) {
        return call(
                "aten::linear",
                "[[8, 512, 1024], [1024, 4096], [4096]]",
                call("aten::t", WEIGHT, transpose()),
                call(
                        "aten::addmm",
                        "[[4096], [4096, 1024], [1024, 4096]]",
                        Autograd.FORWARD,
                        CAPTURING,
                        PROPERTIES,
                        OCCUPANCY,
                        ATTRIBUTE,
                        kernel(Kernels.gemm(tile, "32x5_tn", nanos))),
                call("aten::_unsafe_view", "[[4096, 4096], []]"));
    }

    private static Action attention() {
        return call(
                "aten::scaled_dot_product_attention",
                "[[8, 16, 512, 64], [8, 16, 512, 64], [8, 16, 512, 64]]",
                call(
                        "aten::_scaled_dot_product_flash_attention",
                        "[[8, 16, 512, 64], [8, 16, 512, 64], [8, 16, 512, 64]]",
                        Autograd.FORWARD,
                        transpose(),
                        call(
                                "aten::_flash_attention_forward",
                                "[[8, 512, 16, 64], [8, 512, 16, 64], [8, 512, 16, 64]]",
                                call("aten::empty_like", WIDE, call("aten::empty_strided", "[[], []]")),
                                call("aten::empty", "[[]]"),
                                ATTRIBUTE,
                                kernel(Kernels.ATTENTION))));
    }

    private static List<Action> backwardOfLayer() {
        List<Action> steps = new ArrayList<>();
        steps.add(gradient("AddBackward0"));
        steps.add(linearGradient("256x64", 113_000));
        steps.add(accumulate());
        steps.add(gradient("GeluBackward0", call("aten::gelu_backward", WIDE, kernel(Kernels.GELU_GRAD))));
        steps.add(linearGradient("256x128", 119_000));
        steps.add(accumulate());
        steps.add(normGradient());
        steps.add(gradient("AddBackward0", call("aten::add_", WIDE, kernel(Kernels.ADD))));
        steps.add(linearGradient("128x64", 37_000));
        steps.add(accumulate());
        steps.add(gradient(
                "ScaledDotProductFlashAttentionBackward0",
                call(
                        "aten::_scaled_dot_product_flash_attention_backward",
                        "[[8, 16, 512, 64], [8, 16, 512, 64], [8, 16, 512, 64]]",
                        transpose(),
                        call(
                                "aten::_flash_attention_backward",
                                "[[8, 512, 16, 64], [8, 512, 16, 64], [8, 512, 16, 64]]",
                                call("aten::empty", "[[]]"),
                                kernel(Kernels.ATTENTION_GRAD_DOT),
                                kernel(Kernels.ATTENTION_GRAD)))));
        steps.add(call("aten::cat", WIDE, CAPTURING, copy(), new Launch(MEMSET, Kernels.CLEAR)));
        steps.add(linearGradient("128x128", 90_000));
        steps.add(accumulate());
        steps.add(normGradient());
        return List.copyOf(steps);
    }

    private static Action normGradient() {
        return gradient(
                "NativeLayerNormBackward0",
                call(
                        "aten::native_layer_norm_backward",
                        "[[8, 512, 1024], [8, 512, 1024], [1024]]",
                        call("aten::empty", "[[]]"),
                        kernel(Kernels.LAYER_NORM_GRAD),
                        kernel(Kernels.GAMMA_GRAD)));
    }

    private static Action linearGradient(String tile, long nanos) {
        return gradient(
                "AddmmBackward0",
                call("aten::t", WEIGHT, transpose()),
                call(
                        "aten::mm",
                        "[[4096, 4096], [4096, 1024]]",
                        PROPERTIES,
                        OCCUPANCY,
                        ATTRIBUTE,
                        kernel(Kernels.gemm(tile, "64x3_nn", nanos))),
                call(
                        "aten::mm",
                        "[[4096, 4096], [4096, 1024]]",
                        OCCUPANCY,
                        ATTRIBUTE,
                        kernel(Kernels.gemm(tile, "32x5_nt", nanos))),
                call("aten::sum", "[[4096, 4096], [], [], []]", kernel(Kernels.BIAS_GRAD)));
    }

    private static Action gradient(String function, Action... body) {
        Action inner = new Operator(Label.of(function, WIDE, "[\"c10::BFloat16\"]"), Autograd.BACKWARD, List.of(body));
        return new Operator(
                Label.of("autograd::engine::evaluate_function: " + function),
                Autograd.BACKWARD_WRAPPER,
                List.of(inner));
    }

    private static Action accumulate() {
        return new Operator(
                Label.of("autograd::engine::evaluate_function: torch::autograd::AccumulateGrad"),
                Autograd.NONE,
                List.of(call(
                        "torch::autograd::AccumulateGrad",
                        "[[4096, 1024]]",
                        call("aten::detach", "[[4096, 1024]]", call("detach", "[[4096, 1024]]")))));
    }
}
