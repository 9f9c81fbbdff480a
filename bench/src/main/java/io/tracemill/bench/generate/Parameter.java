package io.tracemill.bench.generate;

import java.util.List;

/** A tensor that is trained, and what is done to it in each step: its gradient handed over, reduced with others, and applied. */
record Parameter(String shape, long elements, Stage stage) {

    /** Of a layer, in the order in which their gradients come. */
    static List<Parameter> ofLayer(Stage stage) {
        int width = stage.width();
        return List.of(
                matrix(stage, width, 4 * width),
                matrix(stage, 4 * width, width),
                vector(stage, 4 * width),
                vector(stage, width),
                vector(stage, width),
                matrix(stage, width, width),
                vector(stage, width),
                matrix(stage, 3 * width, width),
                vector(stage, width),
                vector(stage, width));
    }

    static Parameter matrix(Stage stage, int rows, int columns) {
        return new Parameter("[" + rows + ", " + columns + "]", (long) rows * columns, stage);
    }

    /** Autograd hands over the gradient; the reducer puts it into the bucket that all ranks will add up. */
    Action accumulate() {
        return Operators.call(
                "autograd::engine::evaluate_function: torch::autograd::AccumulateGrad",
                Operators.call(
                        "torch::autograd::AccumulateGrad",
                        Inputs.of(shape),
                        Operators.call("aten::detach", Operators.call("detach"))),
                Operators.call(
                        "torch::distributed::reducer::mul_out",
                        Operators.call(
                                "aten::mul",
                                Inputs.of(shape, "[]", shape),
                                RuntimeCalls.IS_CAPTURING,
                                Operators.launch(elementwise(Elementwise.SCALE)))),
                RuntimeCalls.STREAM_PRIORITY,
                RuntimeCalls.PRIORITY_RANGE,
                RuntimeCalls.RECORD_EVENT);
    }

    /** The reduced gradient comes back from the bucket. */
    Action takeFromBucket() {
        return Operators.call(
                "torch.distributed.ddp.reducer::copy_bucket_to_grad",
                Operators.call("aten::narrow", Operators.call("aten::slice", Operators.call("aten::as_strided"))),
                Operators.call("aten::view", Operators.call("aten::as_strided")),
                Operators.call(
                        "aten::copy_",
                        Inputs.of(shape, shape, Inputs.NUMBER),
                        RuntimeCalls.IS_CAPTURING,
                        Operators.copy(Kernel.copy(
                                "Memcpy DtoD (Device -> Device)", Math.max(1_500, elements / 500), 2 * elements))));
    }

    /** AdamW without fusion: each parameter by itself. */
    List<Action> update() {
        return List.of(
                Operators.call("aten::mul_", Inputs.of(shape, "[]"), launch(Elementwise.MULTIPLY_BY)),
                Operators.call("aten::lerp_", Inputs.of(shape, shape, Inputs.NUMBER), launch(Elementwise.ADD_SCALED)),
                Operators.call("aten::result_type", Inputs.of(shape, Inputs.NUMBER)),
                Operators.call("aten::result_type", Inputs.of(shape, Inputs.NUMBER)),
                Operators.call(
                        "aten::sqrt",
                        Inputs.typed("float", shape),
                        Operators.empty(4 * elements),
                        launch(Elementwise.SQUARE_ROOT)),
                Operators.call("aten::add_", Inputs.typed("float", shape, Inputs.NUMBER), launch(Elementwise.ADD)),
                Operators.call(
                        "aten::addcdiv_",
                        Inputs.typed("float", shape, shape, shape, Inputs.NUMBER),
                        launch(Elementwise.STEP_BY)));
    }

    private Action launch(Elementwise function) {
        return Operators.launch(elementwise(function));
    }

    /** Parameters are contiguous, so there is a vector for them. */
    private Kernel elementwise(Elementwise function) {
        Elementwise.Form form = stage.isCutlass() ? Elementwise.Form.VECTOR_2 : Elementwise.Form.VECTOR_4;
        return function.kernel(form, Math.max(1_400, elements / 400));
    }

    private static Parameter vector(Stage stage, int size) {
        return new Parameter("[" + size + "]", size, stage);
    }
}
