package io.tracemill.bench.generate;

import static io.tracemill.bench.generate.Operators.call;
import static io.tracemill.bench.generate.Operators.empty;
import static io.tracemill.bench.generate.Operators.forward;
import static io.tracemill.bench.generate.Operators.gradient;
import static io.tracemill.bench.generate.Operators.launch;

import io.tracemill.bench.generate.Action.Allocate;
import io.tracemill.bench.generate.Action.Module;
import io.tracemill.bench.generate.Action.Pause;
import io.tracemill.bench.generate.Action.Several;
import io.tracemill.bench.generate.Action.Synchronize;
import io.tracemill.bench.generate.Elementwise.Form;
import java.util.List;

/** What stands before and after a model's layers: tokens come in and are embedded; the loss is computed, measured and read back. */
final class Edges {
    private static final int VOCABULARY = 50_304;

    private final Tokens tokens;
    private final PythonStack python;
    private final String logits;
    private final String targets;

    Edges(Tokens tokens, PythonStack python) {
        this.tokens = tokens;
        this.python = python;
        this.logits = tokens.rows(VOCABULARY);
        this.targets = "[" + 2 * tokens.sequence() + "]";
    }

    Action data() {
        Action copyIn = call(
                "aten::to",
                Inputs.typed("long int", tokens.ids(), Inputs.NUMBER, Inputs.NUMBER, Inputs.OTHER),
                call(
                        "aten::_to_copy",
                        call("aten::empty_strided", new Allocate(16L * tokens.sequence())),
                        call(
                                "aten::copy_",
                                Inputs.typed("long int", tokens.ids(), tokens.ids(), Inputs.NUMBER),
                                Operators.copy(Kernel.copy(
                                        "Memcpy HtoD (Pinned -> Device)", 3_000, 16L * tokens.sequence())))));
        return new Several(List.of(
                Operators.annotation(
                        "enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__", new Pause(3_400_000)),
                copyIn,
                copyIn));
    }

    Action embedding() {
        int width = tokens.stage().width();
        return new Several(List.of(
                call(
                        "aten::arange",
                        Inputs.of(Inputs.NUMBER, Inputs.OTHER, Inputs.OTHER, Inputs.OTHER, Inputs.OTHER),
                        empty(8L * tokens.sequence()),
                        call("aten::arange", launch(LossKernels.RANGE))),
                new Module(
                        python.of("Embedding", 0),
                        List.of(forward(
                                "aten::embedding",
                                Inputs.of("[" + VOCABULARY + ", " + width + "]", tokens.ids(), Inputs.NUMBER),
                                call("aten::reshape", call("aten::view")),
                                call("aten::index_select", new Allocate(tokens.bytes()), launch(LossKernels.LOOK_UP)),
                                call("aten::view"))))));
    }

    Action loss() {
        return new Several(List.of(
                new Module(
                        python.of("Linear", 1_000),
                        List.of(call(
                                "aten::linear",
                                Operators.t(
                                        "[" + VOCABULARY + ", " + tokens.stage().width() + "]"),
                                forward(
                                        "aten::mm",
                                        Inputs.of(tokens.rows(tokens.stage().width()), logits),
                                        new Allocate(4L * tokens.sequence() * VOCABULARY),
                                        RuntimeCalls.OCCUPANCY,
                                        launch(MatrixProduct.FORWARD.wide(tokens, 410_000)))))),
                new Module(
                        python.of("CrossEntropyLoss", 0),
                        List.of(call(
                                "aten::cross_entropy_loss",
                                Inputs.of(logits, targets, Inputs.OTHER, Inputs.NUMBER, Inputs.NUMBER),
                                call(
                                        "aten::log_softmax",
                                        forward(
                                                "aten::_log_softmax",
                                                Inputs.of(logits, Inputs.NUMBER, Inputs.NUMBER),
                                                launch(LossKernels.SOFTMAX))),
                                call(
                                        "aten::nll_loss_nd",
                                        call(
                                                "aten::nll_loss",
                                                forward(
                                                        "aten::nll_loss_forward",
                                                        Inputs.of(logits, targets, Inputs.OTHER),
                                                        launch(LossKernels.LOSS))))))),
                accuracy()));
    }

    List<Action> lossBackward() {
        return List.of(
                call(
                        "aten::ones_like",
                        empty(2),
                        call("aten::fill_", launch(Elementwise.FILL.kernel(Form.VECTOR_4, 1_300)))),
                gradient(
                        "NllLossBackward0",
                        Inputs.of("[]"),
                        call(
                                "aten::nll_loss_backward",
                                call("aten::zero_", Operators.clear(2L * tokens.sequence() * VOCABULARY)),
                                launch(LossKernels.LOSS_GRADIENT))),
                gradient(
                        "LogSoftmaxBackward0",
                        Inputs.of(logits),
                        call(
                                "aten::_log_softmax_backward_data",
                                Inputs.of(logits, logits, Inputs.NUMBER),
                                launch(LossKernels.SOFTMAX_GRADIENT))),
                gradient(
                        "MmBackward0",
                        Inputs.of(logits),
                        Operators.t(logits),
                        call(
                                "aten::mm",
                                Inputs.of(logits),
                                launch(MatrixProduct.WEIGHT_GRADIENT.wide(tokens, 400_000)))));
    }

    Action embeddingBackward() {
        return gradient(
                "EmbeddingBackward0",
                Inputs.of(tokens.hidden()),
                call(
                        "aten::embedding_backward",
                        call(
                                "aten::embedding_dense_backward",
                                Inputs.of(tokens.hidden(), tokens.ids(), Inputs.NUMBER, Inputs.NUMBER, Inputs.NUMBER),
                                call("aten::zeros", empty(2), call("aten::zero_", Operators.clear(102_000_000))),
                                new Several(LossKernels.lookUpGradient().stream()
                                        .map(Operators::launch)
                                        .toList()))));
    }

    /** The only place of a step where the host waits for the device. */
    Action readLoss() {
        return new Several(List.of(
                call(
                        "aten::item",
                        Inputs.of("[]"),
                        call(
                                "aten::_local_scalar_dense",
                                Operators.copy(Kernel.copy("Memcpy DtoH (Device -> Pinned)", 1_900, 4)),
                                new Synchronize(RuntimeCalls.SYNCHRONIZE_STREAM))),
                new Synchronize(RuntimeCalls.SYNCHRONIZE_DEVICE),
                new Pause(250_000)));
    }

    /** How often the right token was the most likely one. */
    private Action accuracy() {
        return Operators.annotation(
                "## metrics ##",
                call("aten::detach", call("detach")),
                call("aten::argmax", Inputs.of(logits, Inputs.NUMBER, Inputs.NUMBER), launch(LossKernels.LARGEST)),
                call(
                        "aten::eq",
                        Inputs.typed("long int", targets, targets),
                        launch(Elementwise.EQUAL.kernel(Form.VECTOR_4, 2_100))),
                call("aten::sum", Inputs.typed("bool", targets, Inputs.OTHER), launch(LossKernels.COUNT)),
                call(
                        "aten::div",
                        Inputs.typed("long int", "[]", Inputs.NUMBER),
                        launch(Elementwise.DIVIDE.kernel(Form.VECTOR_4, 1_500))),
                call("aten::mul", Inputs.of("[]", "[]"), launch(Elementwise.MULTIPLY.kernel(Form.STRIDED, 1_500))));
    }
}
