package io.tracemill.bench.simulate.trace;

import io.tracemill.bench.simulate.plan.GroupKind;
import io.tracemill.bench.simulate.time.Action;
import io.tracemill.bench.simulate.time.Kernel;

/** Names of kernels, and of the operators and calls that launch them. */
final class KernelNames {

    static final String SEND_RECEIVE = "ncclDevKernel_SendRecv(ncclDevKernelArgsStorage<4096ul>)";

    private KernelNames() {}

    static String kernel(Kernel kernel) {
        return switch (kernel) {
            case FORWARD_PRODUCT, BACKWARD_PRODUCT ->
                "sm90_xmma_gemm_bf16bf16_bf16f32_f32_tn_n_tilesize128x128x64_warpgroupsize2x1x1_execute_segment_k_off";
            case FORWARD_ATTENTION -> "void flash::flash_fwd_kernel<flash_fwd_traits>(flash::Flash_fwd_params)";
            case BACKWARD_ATTENTION ->
                "void flash::flash_bwd_dq_dk_dv_loop_seqk_parallel_kernel<traits>(flash::Flash_bwd_params)";
            case FORWARD_ELEMENTWISE, BACKWARD_ELEMENTWISE ->
                "void at::native::vectorized_elementwise_kernel<4, at::native::CUDAFunctor_add<c10::BFloat16> >(int)";
            case UPDATE -> "void at::native::multi_tensor_apply_kernel<at::native::FusedAdamMathFunctor<float, 4> >()";
        };
    }

    static String operator(Kernel kernel) {
        return switch (kernel) {
            case FORWARD_PRODUCT -> "aten::mm";
            case FORWARD_ATTENTION -> "aten::_flash_attention_forward";
            case FORWARD_ELEMENTWISE -> "aten::add";
            case BACKWARD_PRODUCT -> "autograd::engine::evaluate_function: MmBackward0";
            case BACKWARD_ATTENTION -> "autograd::engine::evaluate_function: FlashAttentionBackward0";
            case BACKWARD_ELEMENTWISE -> "autograd::engine::evaluate_function: AddBackward0";
            case UPDATE -> "aten::_fused_adamw_";
        };
    }

    static String kernel(Action.Collective collective) {
        String algorithm = collective.otherAlgorithm() ? "TREE_LL" : "RING_LL128";
        String name = switch (collective.operation()) {
            case ALL_REDUCE ->
                collective.group() == GroupKind.WORLD ? "AllReduce_Sum_f32_TREE_LL" : "AllReduce_Sum_bf16_" + algorithm;
            case REDUCE_SCATTER -> "ReduceScatter_Sum_bf16_" + algorithm;
            case ALL_GATHER -> "AllGather_" + algorithm;
        };
        return "ncclDevKernel_" + name + "(ncclDevKernelArgsStorage<4096ul>)";
    }

    static String word(Action.Operation operation) {
        return switch (operation) {
            case ALL_REDUCE -> "allreduce";
            case REDUCE_SCATTER -> "_reduce_scatter_base";
            case ALL_GATHER -> "_allgather_base";
        };
    }
}
