package io.tracemill.bench.generate;

import static io.tracemill.bench.generate.Operators.call;
import static io.tracemill.bench.generate.Operators.empty;
import static io.tracemill.bench.generate.Operators.forward;
import static io.tracemill.bench.generate.Operators.launch;
import static io.tracemill.bench.generate.Operators.transpose;

import io.tracemill.bench.generate.Action.Allocate;
import io.tracemill.bench.generate.Action.Module;
import java.util.List;

/** What a layer of a transformer calls on the way forward. */
final class LayerForward {
    private static final long PRODUCT_NANOS = 60_000;

    private final Tokens tokens;
    private final int index;
    private final PythonStack python;
    private final Inputs hidden;

    LayerForward(Tokens tokens, int index, PythonStack python) {
        this.tokens = tokens;
        this.index = index;
        this.python = python;
        this.hidden = Inputs.of(tokens.hidden());
    }

    Action layer() {
        Action attention = Operators.annotation(
                "## attention ##",
                layerNorm(2 * index),
                module("Linear", 4 * index, withoutBias(3, 1, 90_000)),
                module("MultiheadAttention", index, split(), attention()),
                module("Linear", 4 * index + 1, withBias(1, 1, PRODUCT_NANOS)),
                add());
        Action feedForward = Operators.annotation(
                "## feed_forward ##",
                layerNorm(2 * index + 1),
                module("Linear", 4 * index + 2, withBias(4, 1, 2 * PRODUCT_NANOS)),
                module("GELU", index, gelu()),
                module("Linear", 4 * index + 3, withoutBias(1, 4, 2 * PRODUCT_NANOS)),
                add());
        return module(
                "TransformerLayer", index, Operators.annotation("## layer " + index + " ##", attention, feedForward));
    }

    private Action module(String type, int number, Action... body) {
        return new Module(python.of(type, number), List.of(body));
    }

    private Action layerNorm(int number) {
        int width = tokens.stage().width();
        String weight = "[" + width + "]";
        Inputs inputs = Inputs.of(tokens.hidden(), Inputs.OTHER, weight, weight, Inputs.NUMBER);
        return module(
                "LayerNorm",
                number,
                call(
                        "aten::layer_norm",
                        inputs,
                        forward(
                                "aten::native_layer_norm",
                                inputs,
                                empty(tokens.bytes()),
                                empty(8L * tokens.sequence()),
                                launch(Norms.forward(tokens)),
                                call("aten::view"))));
    }

    private Action withoutBias(int outputs, int inputs, long nanos) {
        String weight = weight(outputs, inputs);
        return call(
                "aten::linear",
                Inputs.of(tokens.hidden(), weight, Inputs.OTHER),
                Operators.t(weight),
                call(
                        "aten::matmul",
                        Inputs.of(tokens.hidden(), weight),
                        call("aten::reshape", call("aten::view")),
                        forward("aten::mm", matrices(outputs, inputs), product(outputs * inputs > 1, nanos)),
                        call("aten::_unsafe_view")));
    }

    private Action withBias(int outputs, int inputs, long nanos) {
        String weight = weight(outputs, inputs);
        String bias = "[" + outputs * tokens.stage().width() + "]";
        return call(
                "aten::linear",
                Inputs.of(tokens.hidden(), weight, bias),
                Operators.t(weight),
                call("aten::view"),
                forward(
                        "aten::addmm",
                        matrices(outputs, inputs),
                        new Allocate(outputs * tokens.bytes()),
                        RuntimeCalls.IS_CAPTURING,
                        RuntimeCalls.DEVICE_ATTRIBUTE,
                        Operators.clear(4_096),
                        product(outputs > 1, nanos),
                        launch(MatrixProduct.sumOfParts(tokens, true))),
                call("aten::view"));
    }

    private Action product(boolean wide, long nanos) {
        MatrixProduct product = MatrixProduct.FORWARD;
        return new Action.Several(List.of(
                RuntimeCalls.OCCUPANCY,
                RuntimeCalls.FUNCTION_ATTRIBUTE,
                launch(wide ? product.wide(tokens, nanos) : product.kernel(tokens, nanos))));
    }

    /** Queries, keys and values, as views. */
    private Action split() {
        Action part = call("aten::narrow", call("aten::slice", call("aten::as_strided")));
        Action head = call("aten::view");
        return new Action.Several(List.of(
                call("aten::split", Inputs.of(tokens.hidden(), Inputs.NUMBER, Inputs.NUMBER), part, part, part),
                head,
                transpose(tokens.heads()),
                head,
                transpose(tokens.heads()),
                head,
                transpose(tokens.heads())));
    }

    private Action attention() {
        Inputs heads = Inputs.of(tokens.heads(), tokens.heads(), tokens.heads(), Inputs.OTHER, Inputs.NUMBER);
        return new Action.Several(List.of(
                call(
                        "aten::scaled_dot_product_attention",
                        heads,
                        forward(
                                "aten::_scaled_dot_product_flash_attention",
                                heads,
                                call(
                                        "aten::_flash_attention_forward",
                                        heads,
                                        Operators.emptyLike(hidden, tokens.bytes()),
                                        empty(4L * tokens.sequence()),
                                        empty(16),
                                        RuntimeCalls.FUNCTION_ATTRIBUTE,
                                        RuntimeCalls.CAPTURE_INFO,
                                        launch(new Attention(tokens).forward())))),
                transpose(tokens.heads()),
                call(
                        "aten::contiguous",
                        call(
                                "aten::clone",
                                hidden,
                                Operators.emptyLike(hidden, tokens.bytes()),
                                call(
                                        "aten::copy_",
                                        Inputs.of(tokens.hidden(), tokens.hidden(), Inputs.NUMBER),
                                        launch(elementwise(Elementwise.COPY, 9_000)))))));
    }

    private Action gelu() {
        return forward(
                "aten::gelu",
                Inputs.of(tokens.wide(), Inputs.OTHER),
                new Allocate(4 * tokens.bytes()),
                launch(elementwise(Elementwise.GELU, 21_000)));
    }

    private Action add() {
        return forward(
                "aten::add",
                Inputs.of(tokens.hidden(), tokens.hidden(), Inputs.NUMBER),
                new Allocate(tokens.bytes()),
                launch(elementwise(Elementwise.ADD, 9_000)));
    }

    private Kernel elementwise(Elementwise function, long nanos) {
        return function.kernel(tokens.stage().form(), tokens.nanos(nanos));
    }

    private String weight(int outputs, int inputs) {
        int width = tokens.stage().width();
        return "[" + outputs * width + ", " + inputs * width + "]";
    }

    private Inputs matrices(int outputs, int inputs) {
        int width = tokens.stage().width();
        return Inputs.of(tokens.rows(inputs * width), "[" + inputs * width + ", " + outputs * width + "]");
    }
}
