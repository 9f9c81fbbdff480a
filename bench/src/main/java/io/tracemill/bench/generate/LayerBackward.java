package io.tracemill.bench.generate;

import static io.tracemill.bench.generate.Operators.call;
import static io.tracemill.bench.generate.Operators.empty;
import static io.tracemill.bench.generate.Operators.gradient;
import static io.tracemill.bench.generate.Operators.launch;

import io.tracemill.bench.generate.Action.Allocate;
import java.util.ArrayList;
import java.util.List;

/** What autograd runs for a layer: the gradients of its operators, the last one first, and the handing over of each parameter's. */
final class LayerBackward {
    private static final long PRODUCT_NANOS = 58_000;

    private final Tokens tokens;
    private final List<Action> accumulated = new ArrayList<>();
    private int handedOver;

    LayerBackward(Tokens tokens) {
        this.tokens = tokens;
        Parameter.ofLayer(tokens.stage()).forEach(parameter -> accumulated.add(parameter.accumulate()));
    }

    List<Action> layer() {
        List<Action> steps = new ArrayList<>();
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

    private Action accumulate() {
        return accumulated.get(handedOver++);
    }

    private Action add() {
        Inputs hidden = Inputs.of(tokens.hidden());
        return gradient(
                "AddBackward0",
                hidden,
                call(
                        "aten::add_",
                        Inputs.of(tokens.hidden(), tokens.hidden(), Inputs.NUMBER),
                        launch(elementwise(Elementwise.ADD, 9_000))));
    }

    private Action product(String function, int outputs, int inputs, long nanos) {
        int width = tokens.stage().width();
        String weight = "[" + outputs * width + ", " + inputs * width + "]";
        boolean wide = outputs * inputs > 1;
        Kernel ofInput = wide
                ? MatrixProduct.INPUT_GRADIENT.wide(tokens, nanos)
                : MatrixProduct.INPUT_GRADIENT.kernel(tokens, nanos);
        Kernel ofWeight = wide
                ? MatrixProduct.WEIGHT_GRADIENT.wide(tokens, nanos)
                : MatrixProduct.WEIGHT_GRADIENT.kernel(tokens, nanos);
        return gradient(
                function,
                Inputs.of(tokens.rows(outputs * width)),
                Operators.t(weight),
                call(
                        "aten::mm",
                        Inputs.of(tokens.rows(outputs * width), weight),
                        RuntimeCalls.OCCUPANCY,
                        RuntimeCalls.FUNCTION_ATTRIBUTE,
                        launch(ofInput)),
                Operators.t(tokens.rows(outputs * width)),
                call(
                        "aten::mm",
                        Inputs.of(
                                "[" + outputs * width + ", " + 2 * tokens.sequence() + "]",
                                tokens.rows(inputs * width)),
                        new Allocate(2L * outputs * inputs * width * width),
                        RuntimeCalls.OCCUPANCY,
                        Operators.clear(65_536),
                        launch(ofWeight),
                        launch(MatrixProduct.sumOfParts(tokens, false))));
    }

    /** The gradient of a bias. */
    private Action sumOfRows(int outputs) {
        return call(
                "aten::sum",
                Inputs.of(tokens.rows(outputs * tokens.stage().width()), Inputs.OTHER, Inputs.NUMBER, Inputs.OTHER),
                call("aten::as_strided"),
                launch(Norms.sumOfRows(tokens)));
    }

    private Action gelu() {
        return gradient(
                "GeluBackward0",
                Inputs.of(tokens.wide()),
                call(
                        "aten::gelu_backward",
                        Inputs.of(tokens.wide(), tokens.wide(), Inputs.OTHER),
                        new Allocate(4 * tokens.bytes()),
                        launch(elementwise(Elementwise.GELU_GRAD, 29_000))));
    }

    private Action norm() {
        String weight = "[" + tokens.stage().width() + "]";
        Inputs inputs = Inputs.of(tokens.hidden(), tokens.hidden(), Inputs.OTHER, weight, weight, Inputs.OTHER);
        return gradient(
                "NativeLayerNormBackward0",
                Inputs.of(tokens.hidden()),
                call(
                        "aten::native_layer_norm_backward",
                        inputs,
                        empty(tokens.bytes()),
                        empty(2L * tokens.stage().width()),
                        launch(Norms.inputGradient(tokens)),
                        launch(Norms.weightGradient(tokens))));
    }

    private Action attention() {
        Inputs heads = Inputs.of(tokens.heads(), tokens.heads(), tokens.heads(), tokens.heads(), Inputs.OTHER);
        Attention kernels = new Attention(tokens);
        return gradient(
                "ScaledDotProductFlashAttentionBackward0",
                Inputs.of(tokens.heads()),
                call(
                        "aten::_scaled_dot_product_flash_attention_backward",
                        heads,
                        Operators.transpose(tokens.heads()),
                        call(
                                "aten::_flash_attention_backward",
                                heads,
                                Operators.emptyLike(Inputs.of(tokens.heads()), tokens.bytes()),
                                Operators.emptyLike(Inputs.of(tokens.heads()), tokens.bytes()),
                                empty(4 * tokens.bytes()),
                                RuntimeCalls.FUNCTION_ATTRIBUTE,
                                launch(kernels.rowSums()),
                                launch(kernels.backward()),
                                launch(kernels.convert()))));
    }

    private Action joinHeads() {
        return call(
                "aten::cat",
                Inputs.of(Inputs.OTHER, Inputs.NUMBER),
                RuntimeCalls.IS_CAPTURING,
                RuntimeCalls.POINTER_ATTRIBUTES,
                launch(Norms.concatenation(tokens)));
    }

    private Kernel elementwise(Elementwise function, long nanos) {
        return function.kernel(tokens.stage().form(), tokens.nanos(nanos));
    }
}
