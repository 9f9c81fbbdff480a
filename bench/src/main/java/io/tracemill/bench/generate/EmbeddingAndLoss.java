package io.tracemill.bench.generate;

import static io.tracemill.bench.generate.OperatorFactory.call;
import static io.tracemill.bench.generate.OperatorFactory.empty;
import static io.tracemill.bench.generate.OperatorFactory.forward;
import static io.tracemill.bench.generate.OperatorFactory.gradient;
import static io.tracemill.bench.generate.OperatorFactory.launch;

import io.tracemill.bench.generate.ElementwiseKernels.Form;
import io.tracemill.bench.generate.HostAction.Allocate;
import io.tracemill.bench.generate.HostAction.Module;
import io.tracemill.bench.generate.HostAction.Pause;
import io.tracemill.bench.generate.HostAction.Several;
import io.tracemill.bench.generate.HostAction.Synchronize;
import java.util.List;

/**
 * The operators before and after the layers of a model: tokens are copied in and embedded; the loss is computed,
 * measured and read back.
 */
final class EmbeddingAndLoss {
    private static final int VOCABULARY = 50_304;

    private final TokenBatch tokens;
    private final PythonStack python;
    private final String logits;
    private final String targets;

    EmbeddingAndLoss(TokenBatch tokens, PythonStack python) {
        this.tokens = tokens;
        this.python = python;
        this.logits = tokens.rows(VOCABULARY);
        this.targets = "[" + 2 * tokens.sequence() + "]";
    }

    HostAction data() {
        HostAction copyIn = call(
                "aten::to",
                OperatorInputs.typed(
                        "long int", tokens.ids(), OperatorInputs.NUMBER, OperatorInputs.NUMBER, OperatorInputs.OTHER),
                call(
                        "aten::_to_copy",
                        call("aten::empty_strided", new Allocate(16L * tokens.sequence())),
                        call(
                                "aten::copy_",
                                OperatorInputs.typed("long int", tokens.ids(), tokens.ids(), OperatorInputs.NUMBER),
                                OperatorFactory.copy(Kernel.copy(
                                        "Memcpy HtoD (Pinned -> Device)", 3_000, 16L * tokens.sequence())))));
        return new Several(List.of(
                OperatorFactory.annotation(
                        "enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__", new Pause(3_400_000)),
                copyIn,
                copyIn));
    }

    HostAction embedding() {
        int width = tokens.stage().width();
        return new Several(List.of(
                call(
                        "aten::arange",
                        OperatorInputs.of(
                                OperatorInputs.NUMBER,
                                OperatorInputs.OTHER,
                                OperatorInputs.OTHER,
                                OperatorInputs.OTHER,
                                OperatorInputs.OTHER),
                        empty(8L * tokens.sequence()),
                        call("aten::arange", launch(LossKernels.RANGE))),
                new Module(
                        python.of("Embedding", 0),
                        List.of(forward(
                                "aten::embedding",
                                OperatorInputs.of(
                                        "[" + VOCABULARY + ", " + width + "]", tokens.ids(), OperatorInputs.NUMBER),
                                call("aten::reshape", call("aten::view")),
                                call("aten::index_select", new Allocate(tokens.bytes()), launch(LossKernels.LOOK_UP)),
                                call("aten::view"))))));
    }

    HostAction loss() {
        return new Several(List.of(
                new Module(
                        python.of("Linear", 1_000),
                        List.of(call(
                                "aten::linear",
                                OperatorFactory.t(
                                        "[" + VOCABULARY + ", " + tokens.stage().width() + "]"),
                                forward(
                                        "aten::mm",
                                        OperatorInputs.of(
                                                tokens.rows(tokens.stage().width()), logits),
                                        new Allocate(4L * tokens.sequence() * VOCABULARY),
                                        RuntimeCalls.OCCUPANCY,
                                        launch(MatrixProductKernels.FORWARD.wide(tokens, 410_000)))))),
                crossEntropy(),
                accuracy()));
    }

    private HostAction crossEntropy() {
        return new Module(
                python.of("CrossEntropyLoss", 0),
                List.of(call(
                        "aten::cross_entropy_loss",
                        OperatorInputs.of(
                                logits, targets, OperatorInputs.OTHER, OperatorInputs.NUMBER, OperatorInputs.NUMBER),
                        call(
                                "aten::log_softmax",
                                forward(
                                        "aten::_log_softmax",
                                        OperatorInputs.of(logits, OperatorInputs.NUMBER, OperatorInputs.NUMBER),
                                        launch(LossKernels.SOFTMAX))),
                        call(
                                "aten::nll_loss_nd",
                                call(
                                        "aten::nll_loss",
                                        forward(
                                                "aten::nll_loss_forward",
                                                OperatorInputs.of(logits, targets, OperatorInputs.OTHER),
                                                launch(LossKernels.LOSS)))))));
    }

    List<HostAction> lossBackward() {
        return List.of(
                call(
                        "aten::ones_like",
                        empty(2),
                        call("aten::fill_", launch(ElementwiseKernels.FILL.kernel(Form.VECTOR_4, 1_300)))),
                gradient(
                        "NllLossBackward0",
                        OperatorInputs.of("[]"),
                        call(
                                "aten::nll_loss_backward",
                                call("aten::zero_", OperatorFactory.clear(2L * tokens.sequence() * VOCABULARY)),
                                launch(LossKernels.LOSS_GRADIENT))),
                gradient(
                        "LogSoftmaxBackward0",
                        OperatorInputs.of(logits),
                        call(
                                "aten::_log_softmax_backward_data",
                                OperatorInputs.of(logits, logits, OperatorInputs.NUMBER),
                                launch(LossKernels.SOFTMAX_GRADIENT))),
                gradient(
                        "MmBackward0",
                        OperatorInputs.of(logits),
                        OperatorFactory.t(logits),
                        call(
                                "aten::mm",
                                OperatorInputs.of(logits),
                                launch(MatrixProductKernels.WEIGHT_GRADIENT.wide(tokens, 400_000)))));
    }

    HostAction embeddingBackward() {
        return gradient(
                "EmbeddingBackward0",
                OperatorInputs.of(tokens.hidden()),
                call(
                        "aten::embedding_backward",
                        call(
                                "aten::embedding_dense_backward",
                                OperatorInputs.of(
                                        tokens.hidden(),
                                        tokens.ids(),
                                        OperatorInputs.NUMBER,
                                        OperatorInputs.NUMBER,
                                        OperatorInputs.NUMBER),
                                call("aten::zeros", empty(2), call("aten::zero_", OperatorFactory.clear(102_000_000))),
                                new Several(LossKernels.lookUpGradient().stream()
                                        .map(OperatorFactory::launch)
                                        .toList()))));
    }

    /** The only place of a step where the host waits for the device. */
    HostAction readLoss() {
        return new Several(List.of(
                call(
                        "aten::item",
                        OperatorInputs.of("[]"),
                        call(
                                "aten::_local_scalar_dense",
                                OperatorFactory.copy(Kernel.copy("Memcpy DtoH (Device -> Pinned)", 1_900, 4)),
                                new Synchronize(RuntimeCalls.SYNCHRONIZE_STREAM))),
                new Synchronize(RuntimeCalls.SYNCHRONIZE_DEVICE),
                new Pause(250_000)));
    }

    /** How often the right token was the most likely one. */
    private HostAction accuracy() {
        return OperatorFactory.annotation(
                "## metrics ##",
                call("aten::detach", call("detach")),
                call(
                        "aten::argmax",
                        OperatorInputs.of(logits, OperatorInputs.NUMBER, OperatorInputs.NUMBER),
                        launch(LossKernels.LARGEST)),
                call(
                        "aten::eq",
                        OperatorInputs.typed("long int", targets, targets),
                        launch(ElementwiseKernels.EQUAL.kernel(Form.VECTOR_4, 2_100))),
                call(
                        "aten::sum",
                        OperatorInputs.typed("bool", targets, OperatorInputs.OTHER),
                        launch(LossKernels.COUNT)),
                call(
                        "aten::div",
                        OperatorInputs.typed("long int", "[]", OperatorInputs.NUMBER),
                        launch(ElementwiseKernels.DIVIDE.kernel(Form.VECTOR_4, 1_500))),
                call(
                        "aten::mul",
                        OperatorInputs.of("[]", "[]"),
                        launch(ElementwiseKernels.MULTIPLY.kernel(Form.STRIDED, 1_500))));
    }
}
