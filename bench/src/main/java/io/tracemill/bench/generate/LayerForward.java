package io.tracemill.bench.generate;

import static io.tracemill.bench.generate.OperatorFactory.call;
import static io.tracemill.bench.generate.OperatorFactory.empty;
import static io.tracemill.bench.generate.OperatorFactory.forward;
import static io.tracemill.bench.generate.OperatorFactory.launch;
import static io.tracemill.bench.generate.OperatorFactory.transpose;

import io.tracemill.bench.generate.HostAction.Allocate;
import io.tracemill.bench.generate.HostAction.Module;
import java.util.List;

/** What a layer of a transformer calls on the way forward. */
final class LayerForward {
    private static final long PRODUCT_NANOS = 60_000;

    private final TokenBatch tokens;
    private final int index;
    private final PythonStack python;
    private final OperatorInputs hidden;

    LayerForward(TokenBatch tokens, int index, PythonStack python) {
        this.tokens = tokens;
        this.index = index;
        this.python = python;
        this.hidden = OperatorInputs.of(tokens.hidden());
    }

    HostAction layer() {
        HostAction attention = OperatorFactory.annotation(
                "## attention ##",
                layerNorm(2 * index),
                module("Linear", 4 * index, withoutBias(3, 1, 90_000)),
                module("MultiheadAttention", index, split(), attention()),
                module("Linear", 4 * index + 1, withBias(1, 1, PRODUCT_NANOS)),
                add());
        HostAction feedForward = OperatorFactory.annotation(
                "## feed_forward ##",
                layerNorm(2 * index + 1),
                module("Linear", 4 * index + 2, withBias(4, 1, 2 * PRODUCT_NANOS)),
                module("GELU", index, gelu()),
                module("Linear", 4 * index + 3, withoutBias(1, 4, 2 * PRODUCT_NANOS)),
                add());
        return module(
                "TransformerLayer",
                index,
                OperatorFactory.annotation("## layer " + index + " ##", attention, feedForward));
    }

    private HostAction module(String type, int number, HostAction... body) {
        return new Module(python.of(type, number), List.of(body));
    }

    private HostAction layerNorm(int number) {
        int width = tokens.stage().width();
        String weight = "[" + width + "]";
        OperatorInputs inputs =
                OperatorInputs.of(tokens.hidden(), OperatorInputs.OTHER, weight, weight, OperatorInputs.NUMBER);
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
                                launch(RowwiseKernels.forward(tokens)),
                                call("aten::view"))));
    }

    private HostAction withoutBias(int outputs, int inputs, long nanos) {
        String weight = weight(outputs, inputs);
        return call(
                "aten::linear",
                OperatorInputs.of(tokens.hidden(), weight, OperatorInputs.OTHER),
                OperatorFactory.t(weight),
                call(
                        "aten::matmul",
                        OperatorInputs.of(tokens.hidden(), weight),
                        call("aten::reshape", call("aten::view")),
                        forward("aten::mm", matrices(outputs, inputs), product(outputs * inputs > 1, nanos)),
                        call("aten::_unsafe_view")));
    }

    private HostAction withBias(int outputs, int inputs, long nanos) {
        String weight = weight(outputs, inputs);
        String bias = "[" + outputs * tokens.stage().width() + "]";
        return call(
                "aten::linear",
                OperatorInputs.of(tokens.hidden(), weight, bias),
                OperatorFactory.t(weight),
                call("aten::view"),
                forward(
                        "aten::addmm",
                        matrices(outputs, inputs),
                        new Allocate(outputs * tokens.bytes()),
                        RuntimeCalls.IS_CAPTURING,
                        RuntimeCalls.DEVICE_ATTRIBUTE,
                        OperatorFactory.clear(4_096),
                        product(outputs > 1, nanos),
                        launch(MatrixProductKernels.sumOfParts(tokens, true))),
                call("aten::view"));
    }

    private HostAction product(boolean wide, long nanos) {
        MatrixProductKernels product = MatrixProductKernels.FORWARD;
        return new HostAction.Several(List.of(
                RuntimeCalls.OCCUPANCY,
                RuntimeCalls.FUNCTION_ATTRIBUTE,
                launch(wide ? product.wide(tokens, nanos) : product.kernel(tokens, nanos))));
    }

    /** Queries, keys and values, as views. */
    private HostAction split() {
        HostAction part = call("aten::narrow", call("aten::slice", call("aten::as_strided")));
        HostAction head = call("aten::view");
        return new HostAction.Several(List.of(
                call(
                        "aten::split",
                        OperatorInputs.of(tokens.hidden(), OperatorInputs.NUMBER, OperatorInputs.NUMBER),
                        part,
                        part,
                        part),
                head,
                transpose(tokens.heads()),
                head,
                transpose(tokens.heads()),
                head,
                transpose(tokens.heads())));
    }

    private HostAction attention() {
        OperatorInputs heads = OperatorInputs.of(
                tokens.heads(), tokens.heads(), tokens.heads(), OperatorInputs.OTHER, OperatorInputs.NUMBER);
        return new HostAction.Several(List.of(
                call(
                        "aten::scaled_dot_product_attention",
                        heads,
                        forward(
                                "aten::_scaled_dot_product_flash_attention",
                                heads,
                                call(
                                        "aten::_flash_attention_forward",
                                        heads,
                                        OperatorFactory.emptyLike(hidden, tokens.bytes()),
                                        empty(4L * tokens.sequence()),
                                        empty(16),
                                        RuntimeCalls.FUNCTION_ATTRIBUTE,
                                        RuntimeCalls.CAPTURE_INFO,
                                        launch(new AttentionKernels(tokens).forward())))),
                transpose(tokens.heads()),
                call(
                        "aten::contiguous",
                        call(
                                "aten::clone",
                                hidden,
                                OperatorFactory.emptyLike(hidden, tokens.bytes()),
                                call(
                                        "aten::copy_",
                                        OperatorInputs.of(tokens.hidden(), tokens.hidden(), OperatorInputs.NUMBER),
                                        launch(elementwise(ElementwiseKernels.COPY, 9_000)))))));
    }

    private HostAction gelu() {
        return forward(
                "aten::gelu",
                OperatorInputs.of(tokens.wide(), OperatorInputs.OTHER),
                new Allocate(4 * tokens.bytes()),
                launch(elementwise(ElementwiseKernels.GELU, 21_000)));
    }

    private HostAction add() {
        return forward(
                "aten::add",
                OperatorInputs.of(tokens.hidden(), tokens.hidden(), OperatorInputs.NUMBER),
                new Allocate(tokens.bytes()),
                launch(elementwise(ElementwiseKernels.ADD, 9_000)));
    }

    private Kernel elementwise(ElementwiseKernels function, long nanos) {
        return function.kernel(tokens.stage().form(), tokens.nanos(nanos));
    }

    private String weight(int outputs, int inputs) {
        int width = tokens.stage().width();
        return "[" + outputs * width + ", " + inputs * width + "]";
    }

    private OperatorInputs matrices(int outputs, int inputs) {
        int width = tokens.stage().width();
        return OperatorInputs.of(tokens.rows(inputs * width), "[" + inputs * width + ", " + outputs * width + "]");
    }
}
