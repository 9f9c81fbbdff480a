package io.tracemill.bench.generate;

import static io.tracemill.bench.generate.OperatorFactory.call;
import static io.tracemill.bench.generate.OperatorFactory.empty;
import static io.tracemill.bench.generate.OperatorFactory.gradient;
import static io.tracemill.bench.generate.OperatorFactory.launch;

import io.tracemill.bench.generate.HostAction.Allocate;
import java.util.ArrayList;
import java.util.List;

/**
 * What autograd runs for a layer: the gradients of its operators, the last one first, and the handing over of each
 * parameter's.
 */
final class LayerBackward {
    private static final long PRODUCT_NANOS = 58_000;

    private final TokenBatch tokens;
    private final List<HostAction> accumulated = new ArrayList<>();
    private int handedOver;

    LayerBackward(TokenBatch tokens) {
        this.tokens = tokens;
        TrainedParameter.ofLayer(tokens.stage()).forEach(parameter -> accumulated.add(parameter.accumulate()));
    }

    List<HostAction> layer() {
        List<HostAction> steps = new ArrayList<>();
        steps.add(add());
        steps.add(product("MmBackward0", 1, 4, 2 * PRODUCT_NANOS));
        steps.add(accumulate());
        steps.add(gelu());
        steps.add(product("AddmmBackward0", 4, 1, 2 * PRODUCT_NANOS));
        steps.add(sumOfRows(4));
        steps.add(accumulate());
        steps.add(accumulate());
        steps.add(norm());
        steps.add(accumulate());
        steps.add(accumulate());
        steps.add(add());
        steps.add(product("AddmmBackward0", 1, 1, PRODUCT_NANOS));
        steps.add(sumOfRows(1));
        steps.add(accumulate());
        steps.add(accumulate());
        steps.add(attention());
        steps.add(joinHeads());
        steps.add(product("MmBackward0", 3, 1, 90_000));
        steps.add(accumulate());
        steps.add(norm());
        steps.add(accumulate());
        steps.add(accumulate());
        return List.copyOf(steps);
    }

    private HostAction accumulate() {
        return accumulated.get(handedOver++);
    }

    private HostAction add() {
        OperatorInputs hidden = OperatorInputs.of(tokens.hidden());
        return gradient(
                "AddBackward0",
                hidden,
                call(
                        "aten::add_",
                        OperatorInputs.of(tokens.hidden(), tokens.hidden(), OperatorInputs.NUMBER),
                        launch(elementwise(ElementwiseKernels.ADD, 9_000))));
    }

    private HostAction product(String function, int outputs, int inputs, long nanos) {
        int width = tokens.stage().width();
        String weight = "[" + outputs * width + ", " + inputs * width + "]";
        boolean wide = outputs * inputs > 1;
        Kernel ofInput = wide
                ? MatrixProductKernels.INPUT_GRADIENT.wide(tokens, nanos)
                : MatrixProductKernels.INPUT_GRADIENT.kernel(tokens, nanos);
        Kernel ofWeight = wide
                ? MatrixProductKernels.WEIGHT_GRADIENT.wide(tokens, nanos)
                : MatrixProductKernels.WEIGHT_GRADIENT.kernel(tokens, nanos);
        return gradient(
                function,
                OperatorInputs.of(tokens.rows(outputs * width)),
                OperatorFactory.t(weight),
                call(
                        "aten::mm",
                        OperatorInputs.of(tokens.rows(outputs * width), weight),
                        RuntimeCalls.OCCUPANCY,
                        RuntimeCalls.FUNCTION_ATTRIBUTE,
                        launch(ofInput)),
                OperatorFactory.t(tokens.rows(outputs * width)),
                call(
                        "aten::mm",
                        OperatorInputs.of(
                                "[" + outputs * width + ", " + 2 * tokens.sequence() + "]",
                                tokens.rows(inputs * width)),
                        new Allocate(2L * outputs * inputs * width * width),
                        RuntimeCalls.OCCUPANCY,
                        OperatorFactory.clear(65_536),
                        launch(ofWeight),
                        launch(MatrixProductKernels.sumOfParts(tokens, false))));
    }

    /** The gradient of a bias. */
    private HostAction sumOfRows(int outputs) {
        return call(
                "aten::sum",
                OperatorInputs.of(
                        tokens.rows(outputs * tokens.stage().width()),
                        OperatorInputs.OTHER,
                        OperatorInputs.NUMBER,
                        OperatorInputs.OTHER),
                call("aten::as_strided"),
                launch(RowwiseKernels.sumOfRows(tokens)));
    }

    private HostAction gelu() {
        return gradient(
                "GeluBackward0",
                OperatorInputs.of(tokens.wide()),
                call(
                        "aten::gelu_backward",
                        OperatorInputs.of(tokens.wide(), tokens.wide(), OperatorInputs.OTHER),
                        new Allocate(4 * tokens.bytes()),
                        launch(elementwise(ElementwiseKernels.GELU_GRAD, 29_000))));
    }

    private HostAction norm() {
        String weight = "[" + tokens.stage().width() + "]";
        OperatorInputs inputs = OperatorInputs.of(
                tokens.hidden(), tokens.hidden(), OperatorInputs.OTHER, weight, weight, OperatorInputs.OTHER);
        return gradient(
                "NativeLayerNormBackward0",
                OperatorInputs.of(tokens.hidden()),
                call(
                        "aten::native_layer_norm_backward",
                        inputs,
                        empty(tokens.bytes()),
                        empty(2L * tokens.stage().width()),
                        launch(RowwiseKernels.inputGradient(tokens)),
                        launch(RowwiseKernels.weightGradient(tokens))));
    }

    private HostAction attention() {
        OperatorInputs heads =
                OperatorInputs.of(tokens.heads(), tokens.heads(), tokens.heads(), tokens.heads(), OperatorInputs.OTHER);
        AttentionKernels kernels = new AttentionKernels(tokens);
        return gradient(
                "ScaledDotProductFlashAttentionBackward0",
                OperatorInputs.of(tokens.heads()),
                call(
                        "aten::_scaled_dot_product_flash_attention_backward",
                        heads,
                        OperatorFactory.transpose(tokens.heads()),
                        call(
                                "aten::_flash_attention_backward",
                                heads,
                                OperatorFactory.emptyLike(OperatorInputs.of(tokens.heads()), tokens.bytes()),
                                OperatorFactory.emptyLike(OperatorInputs.of(tokens.heads()), tokens.bytes()),
                                empty(4 * tokens.bytes()),
                                RuntimeCalls.FUNCTION_ATTRIBUTE,
                                launch(kernels.rowSums()),
                                launch(kernels.backward()),
                                launch(kernels.convert()))));
    }

    private HostAction joinHeads() {
        return call(
                "aten::cat",
                OperatorInputs.of(OperatorInputs.OTHER, OperatorInputs.NUMBER),
                RuntimeCalls.IS_CAPTURING,
                RuntimeCalls.POINTER_ATTRIBUTES,
                launch(RowwiseKernels.concatenation(tokens)));
    }

    private Kernel elementwise(ElementwiseKernels function, long nanos) {
        return function.kernel(tokens.stage().form(), tokens.nanos(nanos));
    }
}
