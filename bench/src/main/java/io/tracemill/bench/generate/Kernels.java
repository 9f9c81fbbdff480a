package io.tracemill.bench.generate;

import java.util.ArrayList;
import java.util.List;

/** The kernels of a transformer in bfloat16, named as the libraries name them. Durations are for a layer of 4096 tokens of width 1024. */
final class Kernels {
    static final Kernel LAYER_NORM = Kernel.compute(
            "void at::native::(anonymous namespace)::vectorized_layer_norm_kernel<c10::BFloat16, float, false>"
                    + "(int, float, c10::BFloat16 const*, c10::BFloat16 const*, c10::BFloat16 const*, float*, float*,"
                    + " c10::BFloat16*)",
            11_000,
            128,
            32);
    static final Kernel LAYER_NORM_GRAD = Kernel.compute(
            "void at::native::(anonymous namespace)::layer_norm_grad_input_kernel_vectorized<c10::BFloat16, float,"
                    + " false>(c10::BFloat16 const*, c10::BFloat16 const*, float const*, float const*,"
                    + " c10::BFloat16 const*, c10::BFloat16*, int)",
            17_000,
            256,
            40);
    static final Kernel GAMMA_GRAD = Kernel.compute(
            "void at::native::(anonymous namespace)::GammaBetaBackwardCUDAKernel_32x32<c10::BFloat16, float>(long,"
                    + " long, c10::BFloat16 const*, c10::BFloat16 const*, float const*, float const*,"
                    + " c10::BFloat16*, c10::BFloat16*)",
            9_000,
            1024,
            36);
    static final Kernel ATTENTION = Kernel.compute(
            "void pytorch_flash::flash_fwd_kernel<Flash_fwd_kernel_traits<64, 128, 128, 4, false, false,"
                    + " cutlass::bfloat16_t, Flash_kernel_traits<64, 128, 128, 4, cutlass::bfloat16_t> >, false, true,"
                    + " false, false, true, true, false, false>(pytorch_flash::Flash_fwd_params)",
            74_000,
            128,
            224);
    static final Kernel ATTENTION_GRAD_DOT = Kernel.compute(
            "void pytorch_flash::flash_bwd_dot_do_o_kernel<true, Flash_bwd_kernel_traits<64, 128, 128, 8, 4, 4, 4,"
                    + " false, false, cutlass::bfloat16_t> >(pytorch_flash::Flash_bwd_params)",
            8_000,
            256,
            48);
    static final Kernel ATTENTION_GRAD = Kernel.compute(
            "void pytorch_flash::flash_bwd_dq_dk_dv_loop_seqk_parallel_kernel<Flash_bwd_kernel_traits<64, 128, 128, 8,"
                    + " 4, 4, 4, false, false, cutlass::bfloat16_t>, false, true, false, false, true, true, false>"
                    + "(pytorch_flash::Flash_bwd_params)",
            168_000,
            256,
            255);
    static final Kernel GELU =
            elementwise("GeluCUDAKernelImpl(at::TensorIteratorBase&, at::native::GeluType)", 2, 21_000);
    static final Kernel GELU_GRAD =
            elementwise("GeluBackwardCUDAKernelImpl(at::TensorIteratorBase&, at::native::GeluType)", 3, 29_000);
    static final Kernel ADD = elementwise("CUDAFunctor_add<c10::BFloat16>", 3, 9_000);
    static final Kernel FILL = elementwise("FillFunctor<c10::BFloat16>", 1, 2_200);
    static final Kernel BIAS_GRAD = Kernel.compute(
            "void at::native::reduce_kernel<128, 4, at::native::ReduceOp<c10::BFloat16,"
                    + " at::native::func_wrapper_t<c10::BFloat16, at::native::sum_functor<c10::BFloat16, float,"
                    + " c10::BFloat16>::operator()(at::TensorIterator&)::{lambda(float, float)#1}>, unsigned int,"
                    + " c10::BFloat16, 4> >(at::native::ReduceOp<c10::BFloat16>)",
            12_000,
            512,
            32);
    static final Kernel SOFTMAX = Kernel.compute(
            "void at::native::(anonymous namespace)::cunn_SoftMaxForward<8, c10::BFloat16, float, c10::BFloat16,"
                    + " at::native::(anonymous namespace)::LogSoftMaxForwardEpilogue>(c10::BFloat16*,"
                    + " c10::BFloat16 const*, int)",
            310_000,
            1024,
            30);
    static final Kernel NLL = Kernel.compute(
            "void at::native::(anonymous namespace)::nll_loss_forward_reduce_cuda_kernel_2d<c10::BFloat16, float, long>"
                    + "(c10::BFloat16*, c10::BFloat16*, c10::BFloat16 const*, long const*, c10::BFloat16 const*, bool,"
                    + " long, long, long, long)",
            14_000,
            32,
            24);
    static final Kernel EMBEDDING = Kernel.compute(
            "void at::native::(anonymous namespace)::indexSelectLargeIndex<c10::BFloat16, long, unsigned int, 2, 2, -2,"
                    + " true>(at::cuda::detail::TensorInfo<c10::BFloat16, unsigned int>)",
            16_000,
            128,
            32);
    static final Kernel BATCH_IN = Kernel.copy("Memcpy HtoD (Pinned -> Device)", 24_000, 524_288);
    static final Kernel LOSS_OUT = Kernel.copy("Memcpy DtoH (Device -> Pinned)", 1_900, 4);
    static final Kernel GRADIENT_COPY = Kernel.copy("Memcpy DtoD (Device -> Device)", 6_500, 8_388_608);
    static final Kernel CLEAR = Kernel.set(1_700, 65_536);

    private Kernels() {}

    static Kernel gemm(String tile, String layout, long typicalNanos) {
        return Kernel.compute(
                "ampere_bf16_s16816gemm_bf16_" + tile + "_ldg8_relu_f2f_stages_" + layout, typicalNanos, 256, 230);
    }

    /** What a captured optimizer step runs for each layer. */
    static List<Kernel> optimizerOfOneLayer() {
        List<Kernel> kernels = new ArrayList<>();
        for (String functor : List.of("lerp_", "addcmul_", "sqrt_div_", "addcdiv_")) {
            kernels.add(Kernel.compute(
                    "void at::native::(anonymous namespace)::multi_tensor_apply_kernel<"
                            + "at::native::(anonymous namespace)::TensorListMetadata<4>,"
                            + " at::native::(anonymous namespace)::PointwiseOpListFunctor<float, 4, 4, 0>," + functor
                            + "<float> >(at::native::(anonymous namespace)::TensorListMetadata<4>)",
                    13_000,
                    512,
                    48));
        }
        return kernels;
    }

    private static Kernel elementwise(String functor, int pointers, long typicalNanos) {
        return Kernel.compute(
                "void at::native::vectorized_elementwise_kernel<4, at::native::" + functor
                        + ", at::detail::Array<char*, " + pointers + "> >(int, at::native::" + functor
                        + ", at::detail::Array<char*, " + pointers + ">)",
                typicalNanos,
                128,
                32);
    }
}
