package io.tracemill.bench.generate;

import java.util.List;

/**
 * Kernels of the first and the last operators of a model: looking up embeddings, the loss, and what is measured with
 * it.
 */
final class LossKernels {
    static final Kernel RANGE = Kernel.compute(
            "void (anonymous namespace)::elementwise_kernel_with_index<int, at::native::arange_cuda_out(c10::Scalar const&,"
                    + " c10::Scalar const&, c10::Scalar const&, at::Tensor&)::{lambda()#1}::operator()() const::{lambda()#4}"
                    + "::operator()() const::{lambda(long)#1}>(int, at::native::arange_cuda_out(c10::Scalar const&,"
                    + " c10::Scalar const&, c10::Scalar const&, at::Tensor&)::{lambda()#1}::operator()() const::{lambda()#4}"
                    + "::operator()() const::{lambda(long)#1}, function_traits<at::native::arange_cuda_out(c10::Scalar const&,"
                    + " c10::Scalar const&, c10::Scalar const&, at::Tensor&)::{lambda()#1}>::result_type*)",
            1_600,
            64,
            16);
    static final Kernel LOOK_UP = Kernel.compute(
            "void at::native::(anonymous namespace)::indexSelectLargeIndex<c10::BFloat16, long, unsigned int, 2, 2, -2, true>"
                    + "(at::cuda::detail::TensorInfo<c10::BFloat16, unsigned int>, at::cuda::detail::TensorInfo<c10::BFloat16"
                    + " const, unsigned int>, at::cuda::detail::TensorInfo<long const, unsigned int>, int, int, unsigned int,"
                    + " unsigned int, long)",
            16_000,
            128,
            32);
    static final Kernel SOFTMAX = Kernel.compute(
            "void at::native::(anonymous namespace)::cunn_SoftMaxForward<8, c10::BFloat16, float, c10::BFloat16,"
                    + " at::native::(anonymous namespace)::LogSoftMaxForwardEpilogue>(c10::BFloat16*, c10::BFloat16 const*, int)",
            310_000,
            1024,
            30);
    static final Kernel SOFTMAX_GRADIENT = Kernel.compute(
            "void at::native::(anonymous namespace)::cunn_SoftMaxBackward<8, c10::BFloat16, float, c10::BFloat16,"
                    + " at::native::(anonymous namespace)::LogSoftMaxBackwardEpilogue>(c10::BFloat16*, c10::BFloat16 const*,"
                    + " c10::BFloat16 const*, int)",
            330_000,
            1024,
            30);
    static final Kernel LOSS = Kernel.compute(
            "void at::native::(anonymous namespace)::nll_loss_forward_reduce_cuda_kernel_2d<c10::BFloat16, float, long>"
                    + "(c10::BFloat16*, c10::BFloat16*, c10::BFloat16 const*, long const*, c10::BFloat16 const*, bool, long, long,"
                    + " long, long)",
            14_000,
            32,
            24);
    static final Kernel LOSS_GRADIENT = Kernel.compute(
            "void at::native::(anonymous namespace)::nll_loss_backward_reduce_cuda_kernel_2d<c10::BFloat16, long>"
                    + "(c10::BFloat16*, c10::BFloat16 const*, long const*, c10::BFloat16 const*, c10::BFloat16 const*, bool, int,"
                    + " int, long, long)",
            12_000,
            32,
            24);
    static final Kernel LARGEST = Kernel.compute(
            RowwiseKernels.reduction(
                    256, "at::native::ArgMaxOps<float>, thrust::pair<float, long>", "c10::BFloat16, float, long"),
            85_000,
            256,
            40);
    static final Kernel COUNT = Kernel.compute(
            RowwiseKernels.reduction(
                    512,
                    "at::native::func_wrapper_t<long, at::native::sum_functor<bool, long, long>::operator()"
                            + "(at::TensorIterator&)::{lambda(long, long)#1}>",
                    "bool"),
            3_200,
            512,
            32);
    static final Kernel CAST_NORM = Kernel.compute(
            "void at::native::(anonymous namespace)::multi_tensor_apply_kernel<at::native::(anonymous namespace)"
                    + "::TensorListMetadata<1>, at::native::(anonymous namespace)::LpNormFunctor<c10::BFloat16, (at::native::NormType)1,"
                    + " float, 1, 1, 0>, float*, int>(at::native::(anonymous namespace)::TensorListMetadata<1>,"
                    + " at::native::(anonymous namespace)::LpNormFunctor<c10::BFloat16, (at::native::NormType)1, float, 1, 1, 0>,"
                    + " float*, int)",
            41_000,
            512,
            44);
    static final Kernel CLEAN_UP_NORM = Kernel.compute(
            "void at::native::lpnorm_cleanup<c10::BFloat16, (at::native::NormType)1, float>(float const*,"
                    + " at::native::TensorListAddresses, int)",
            2_800,
            512,
            20);
    private static final String SORT = "void cub::CUB_200200_800_NS::";
    private static final String SORT_POLICY =
            "cub::CUB_200200_800_NS::DeviceRadixSortPolicy<long, long, int>::Policy800";

    private LossKernels() {}

    /** Sorts the tokens, then adds up what equal ones brought. */
    static List<Kernel> lookUpGradient() {
        return List.of(
                Kernel.compute(
                        SORT + "DeviceRadixSortHistogramKernel<" + SORT_POLICY
                                + ", false, long, int>(int*, long const*, int, int, int)",
                        4_400,
                        128,
                        40),
                Kernel.compute(
                        SORT + "DeviceRadixSortExclusiveSumKernel<" + SORT_POLICY + ", int>(int*)", 1_900, 256, 28),
                Kernel.compute(
                        SORT + "DeviceRadixSortOnesweepKernel<" + SORT_POLICY
                                + ", false, long, long, int, int>(int*, int*, int*, int const*, long*, long const*, long*,"
                                + " long const*, int, int, int)",
                        7_900,
                        384,
                        72),
                Kernel.compute(
                        "void at::native::(anonymous namespace)::krn_partials_per_segment<long>(long*, long const*, long const*, long)",
                        1_700,
                        256,
                        16),
                Kernel.compute(
                        "void at::native::(anonymous namespace)::compute_grad_weight<c10::BFloat16, long>(long const*,"
                                + " c10::BFloat16 const*, long const*, long, long, long const*, long const*, float*, long)",
                        33_000,
                        64,
                        32),
                Kernel.compute(
                        "void at::native::(anonymous namespace)::sum_and_scatter<c10::BFloat16, long>(long const*, c10::BFloat16*,"
                                + " long, long const*, long const*, float const*, long const*, long const*, long const*, long)",
                        12_000,
                        64,
                        32));
    }

    /** One function over the tensors of many parameters. */
    static Kernel overManyTensors(String functor, long nanos) {
        String metadata = "at::native::(anonymous namespace)::TensorListMetadata<2>";
        String function = "at::native::(anonymous namespace)::" + functor;
        return Kernel.compute(
                "void at::native::(anonymous namespace)::multi_tensor_apply_kernel<" + metadata + ", " + function
                        + ", float>(" + metadata + ", " + function + ", float)",
                nanos,
                512,
                48);
    }
}
