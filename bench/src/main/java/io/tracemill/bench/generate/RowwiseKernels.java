package io.tracemill.bench.generate;

/** Kernels that work along the rows of a tensor, such as layer norm and softmax. */
final class RowwiseKernels {
    private static final String NAMESPACE = "void at::native::(anonymous namespace)::";

    private RowwiseKernels() {}

    static Kernel forward(TokenBatch tokens) {
        return Kernel.compute(
                NAMESPACE + (isAligned(tokens) ? "vectorized_layer_norm_kernel" : "LayerNormForwardCUDAKernel")
                        + "<c10::BFloat16, float, false>(int, float, c10::BFloat16 const*, c10::BFloat16 const*,"
                        + " c10::BFloat16 const*, float*, float*, c10::BFloat16*)",
                tokens.nanos(11_000),
                128,
                32);
    }

    static Kernel inputGradient(TokenBatch tokens) {
        return Kernel.compute(
                NAMESPACE + "layer_norm_grad_input_kernel" + (isAligned(tokens) ? "_vectorized" : "")
                        + "<c10::BFloat16, float, false>(c10::BFloat16 const*, c10::BFloat16 const*, float const*,"
                        + " float const*, c10::BFloat16 const*, c10::BFloat16*, int)",
                tokens.nanos(17_000),
                256,
                40);
    }

    static Kernel weightGradient(TokenBatch tokens) {
        return Kernel.compute(
                NAMESPACE + "GammaBetaBackwardCUDAKernel" + (isAligned(tokens) ? "_32x32" : "")
                        + "<c10::BFloat16, float>(long, long, c10::BFloat16 const*, c10::BFloat16 const*,"
                        + " float const*, float const*, c10::BFloat16*, c10::BFloat16*)",
                tokens.nanos(9_000),
                1024,
                36);
    }

    /** The template's first arguments say how it cuts the rows, which depends on how wide they are. */
    static Kernel sumOfRows(TokenBatch tokens) {
        int threads = 128 << (tokens.stage().width() / 512 - 2);
        String sum = "at::native::func_wrapper_t<c10::BFloat16, at::native::sum_functor<c10::BFloat16, float,"
                + " c10::BFloat16>::operator()(at::TensorIterator&)::{lambda(float, float)#1}>";
        return Kernel.compute(reduction(threads, sum, "c10::BFloat16"), tokens.nanos(12_000), threads, 32);
    }

    static Kernel concatenation(TokenBatch tokens) {
        String type = "at::native::(anonymous namespace)::OpaqueType<2u>";
        int wide = isAligned(tokens) ? 16 : 1;
        return Kernel.compute(
                NAMESPACE + "CatArrayBatchedCopy" + (wide == 16 ? "_aligned16_contig" : "") + "<" + type
                        + ", unsigned int, 4, 128, " + wide + ">(" + type
                        + "*, at::native::(anonymous namespace)::CatArrInputTensorMetadata<" + type
                        + ", unsigned int, 128, " + wide
                        + ">, at::native::(anonymous namespace)::TensorSizeStride<unsigned int, 4u>, int, unsigned int)",
                tokens.nanos(14_000),
                512,
                30);
    }

    static String reduction(int threads, String operation, String type) {
        String reduce = "at::native::ReduceOp<" + type + ", " + operation + ", unsigned int, " + type + ", 4>";
        return "void at::native::reduce_kernel<" + threads + ", " + 512 / threads + ", " + reduce + " >(" + reduce
                + ")";
    }

    private static boolean isAligned(TokenBatch tokens) {
        return tokens.stage().width() % 512 == 0;
    }
}
