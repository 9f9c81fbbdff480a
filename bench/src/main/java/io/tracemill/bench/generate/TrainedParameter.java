package io.tracemill.bench.generate;

import java.util.List;

/**
 * A tensor that is trained, and the operators on it in each step: its gradient is handed over, reduced with others, and
 * applied.
 */
record TrainedParameter(String shape, long elements, ModelStage stage) {

    /** Of a layer, in the order in which their gradients come. */
    static List<TrainedParameter> ofLayer(ModelStage stage) {
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

    static TrainedParameter matrix(ModelStage stage, int rows, int columns) {
        return new TrainedParameter("[" + rows + ", " + columns + "]", (long) rows * columns, stage);
    }

    /** Autograd hands over the gradient; the reducer puts it into the bucket that all ranks will add up. */
    HostAction accumulate() {
        return OperatorFactory.call(
                "autograd::engine::evaluate_function: torch::autograd::AccumulateGrad",
                OperatorFactory.call(
                        "torch::autograd::AccumulateGrad",
                        OperatorInputs.of(shape),
                        OperatorFactory.call("aten::detach", OperatorFactory.call("detach"))),
                OperatorFactory.call(
                        "torch::distributed::reducer::mul_out",
                        OperatorFactory.call(
                                "aten::mul",
                                OperatorInputs.of(shape, "[]", shape),
                                RuntimeCalls.IS_CAPTURING,
                                OperatorFactory.launch(elementwise(ElementwiseKernels.SCALE)))),
                RuntimeCalls.STREAM_PRIORITY,
                RuntimeCalls.PRIORITY_RANGE,
                RuntimeCalls.RECORD_EVENT);
    }

    /** The reduced gradient comes back from the bucket. */
    HostAction takeFromBucket() {
        return OperatorFactory.call(
                "torch.distributed.ddp.reducer::copy_bucket_to_grad",
                OperatorFactory.call(
                        "aten::narrow", OperatorFactory.call("aten::slice", OperatorFactory.call("aten::as_strided"))),
                OperatorFactory.call("aten::view", OperatorFactory.call("aten::as_strided")),
                OperatorFactory.call(
                        "aten::copy_",
                        OperatorInputs.of(shape, shape, OperatorInputs.NUMBER),
                        RuntimeCalls.IS_CAPTURING,
                        OperatorFactory.copy(Kernel.copy(
                                "Memcpy DtoD (Device -> Device)", Math.max(1_500, elements / 500), 2 * elements))));
    }

    /** AdamW without fusion: each parameter by itself. */
    List<HostAction> update() {
        return List.of(
                OperatorFactory.call(
                        "aten::mul_", OperatorInputs.of(shape, "[]"), launch(ElementwiseKernels.MULTIPLY_BY)),
                OperatorFactory.call(
                        "aten::lerp_",
                        OperatorInputs.of(shape, shape, OperatorInputs.NUMBER),
                        launch(ElementwiseKernels.ADD_SCALED)),
                OperatorFactory.call("aten::result_type", OperatorInputs.of(shape, OperatorInputs.NUMBER)),
                OperatorFactory.call("aten::result_type", OperatorInputs.of(shape, OperatorInputs.NUMBER)),
                OperatorFactory.call(
                        "aten::sqrt",
                        OperatorInputs.typed("float", shape),
                        OperatorFactory.empty(4 * elements),
                        launch(ElementwiseKernels.SQUARE_ROOT)),
                OperatorFactory.call(
                        "aten::add_",
                        OperatorInputs.typed("float", shape, OperatorInputs.NUMBER),
                        launch(ElementwiseKernels.ADD)),
                OperatorFactory.call(
                        "aten::addcdiv_",
                        OperatorInputs.typed("float", shape, shape, shape, OperatorInputs.NUMBER),
                        launch(ElementwiseKernels.STEP_BY)));
    }

    private HostAction launch(ElementwiseKernels function) {
        return OperatorFactory.launch(elementwise(function));
    }

    /** Parameters are contiguous, so there is a vector for them. */
    private Kernel elementwise(ElementwiseKernels function) {
        ElementwiseKernels.Form form =
                stage.isCutlass() ? ElementwiseKernels.Form.VECTOR_2 : ElementwiseKernels.Form.VECTOR_4;
        return function.kernel(form, Math.max(1_400, elements / 400));
    }

    private static TrainedParameter vector(ModelStage stage, int size) {
        return new TrainedParameter("[" + size + "]", size, stage);
    }
}
