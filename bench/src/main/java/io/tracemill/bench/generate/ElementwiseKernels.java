package io.tracemill.bench.generate;

/** Kernels that map tensors element by element: one template, instantiated for every function and layout there is. */
enum ElementwiseKernels {
    ADD("at::native::CUDAFunctor_add<c10::BFloat16>", 3),
    ADD_SCALED("at::native::CUDAFunctorOnSelf_add<c10::BFloat16>", 2),
    COPY(lambda("direct_copy_kernel_cuda(at::TensorIteratorBase&)", 3, 12, "c10::BFloat16"), 2),
    DIVIDE(
            "at::native::BinaryFunctor<c10::BFloat16, c10::BFloat16, c10::BFloat16, at::native::binary_internal::DivFunctor<float> >",
            3),
    FILL("at::native::FillFunctor<c10::BFloat16>", 1),
    GELU(lambda("GeluCUDAKernelImpl(at::TensorIteratorBase&, at::native::GeluType)", 2, 4, "c10::BFloat16"), 2),
    GELU_GRAD(
            lambda(
                    "GeluBackwardCUDAKernelImpl(at::TensorIteratorBase&, at::native::GeluType)",
                    2,
                    4,
                    "c10::BFloat16, c10::BFloat16"),
            3),
    MULTIPLY(
            "at::native::BinaryFunctor<c10::BFloat16, c10::BFloat16, c10::BFloat16, at::native::binary_internal::MulFunctor<float> >",
            3),
    MULTIPLY_BY("at::native::BUnaryFunctor<float, float, float, at::native::binary_internal::MulFunctor<float> >", 2),
    SCALE("at::native::AUnaryFunctor<float, float, float, at::native::binary_internal::MulFunctor<float> >", 2),
    SQUARE_ROOT(lambda("sqrt_kernel_cuda(at::TensorIteratorBase&)", 2, 2, "float"), 2),
    STEP_BY(lambda("addcdiv_cuda_kernel(at::TensorIteratorBase&, c10::Scalar const&)", 1, 2, "float, float, float"), 4),
    EQUAL("at::native::BinaryFunctor<long, long, bool, at::native::(anonymous namespace)::CompareEqFunctor<long> >", 3),
    CLAMP(
            lambda(
                    "(anonymous namespace)::launch_clamp_scalar(at::TensorIteratorBase&, c10::Scalar, c10::Scalar,"
                            + " at::native::detail::ClampLimits)",
                    1,
                    7,
                    "float"),
            2);

    /** Templates that do the same for tensors of another layout. */
    enum Form {
        VECTOR_4,
        VECTOR_2,
        UNROLLED,
        STRIDED
    }

    private static final int THREADS = 128;

    private final String functor;
    private final int pointers;

    ElementwiseKernels(String functor, int pointers) {
        this.functor = functor;
        this.pointers = pointers;
    }

    Kernel kernel(Form form, long typicalNanos) {
        return Kernel.compute(
                switch (form) {
                    case VECTOR_4 -> vectorized(4);
                    case VECTOR_2 -> vectorized(2);
                    case UNROLLED -> unrolled();
                    case STRIDED -> strided();
                },
                typicalNanos,
                THREADS,
                form == Form.STRIDED ? 40 : 28);
    }

    private String vectorized(int width) {
        return "void at::native::vectorized_elementwise_kernel<" + width + ", " + functor + ", " + array() + " >(int, "
                + functor + ", " + array() + ")";
    }

    private String unrolled() {
        String offsets = "TrivialOffsetCalculator<" + Math.max(1, pointers - 1)
                + ", unsigned int>, TrivialOffsetCalculator<1, unsigned int>";
        String access = "at::native::memory::LoadWithoutCast, at::native::memory::StoreWithoutCast";
        return "void at::native::unrolled_elementwise_kernel<" + functor + ", " + array() + ", " + offsets + ", "
                + access + ">(int, " + functor + ", " + array() + ", " + offsets + ", " + access + ")";
    }

    private String strided() {
        String body = "at::native::gpu_kernel_impl_nocast<" + functor + " >(at::TensorIteratorBase&, " + functor
                + " const&)::{lambda(int)#1}";
        return "void at::native::elementwise_kernel<128, 4, " + body + ">(int, " + body + ")";
    }

    private String array() {
        return "at::detail::Array<char*, " + pointers + ">";
    }

    /** The way in which compilers name a lambda that is chosen by type. */
    private static String lambda(String function, int dispatch, int type, String arguments) {
        return "at::native::" + function + "::{lambda()#" + dispatch + "}::operator()() const::{lambda()#" + type
                + "}::operator()() const::{lambda(" + arguments + ")#1}";
    }
}
