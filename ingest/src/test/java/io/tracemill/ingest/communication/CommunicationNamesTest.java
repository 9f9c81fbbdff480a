package io.tracemill.ingest.communication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.communication.CommunicationNames.Told;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommunicationNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ncclKernel_AllReduce_RING_LL_Sum_float(ncclWorkElem)",
                "ncclDevKernel_Generic(ncclDevKernelArgsStorage<4096ul>)",
                "ncclDevKernel_SendRecv(ncclDevKernelArgsStorage<4096ul>)",
                "rcclGenericKernel<false>(rcclKernelArgs)",
                "hcom_allReduce__586_0_1@4711",
                "HcclAllGather",
                "mcclKernel_SendRecv_RING_SIMPLE_Sum_int8_t(mcclWorkElem)",
                "mscclKernel_Sum_half_LL_false",
                "void msccl::interpreter<float>(float*)",
                "void mscclpp::collective::allgather8<true>(char*)",
                "oneccl_ring_sendrecv",
                "oneccl_allreduce_small<sycl::half, 16>",
                "nvshmemi_transfer_kernel",
                "void nvshmemx::put<int>(int*)",
                "rocshmem_barrier_all_wave_kernel()",
                "void vllm::cross_device_reduce_1stage<__nv_bfloat16, 2>(vllm::RankData*)",
                "void sglang::cross_device_reduce_2stage<__half, 8>(sglang::RankData*, int)",
                "aiter::cross_device_reduce_2stage<bf16, 8, false>",
                "_ZN4vllm26cross_device_reduce_1stageI13__nv_bfloat16Li2EEEvPNS_8RankDataE",
                "_Z39ncclDevKernel_AllReduce_Sum_f32_RING_LL24ncclDevKernelArgsStorageILm4096EE.kd",
                "void deep_ep::intranode::combine<__nv_bfloat16, 8>(__nv_bfloat16*)",
                "void deep_ep::internode::dispatch<false>(int4*)",
                "void deep_ep::internode_ll::dispatch<true, false, 7168>(void*)",
                "void deep_ep::internode::cached_notify<false>(int)",
                "void uccl::internode_ll::combine<true>(void*)",
                "void mori::moe::EpDispatchIntraNodeKernel<hip_bfloat16>(args)",
                "EpCombineInterNodeKernel_bf16",
                "void moe_comm::moeA2ADispatchKernel<8>(int const*)",
                "userbuffers_fp16_sum_inplace_gpu_rr",
                "kuserbuffers_pushrecv(int, int)",
                "two_shot_all_reduce_kernel",
                "void fbgemm_gpu::one_shot_all_reduce<true>(int)",
                "void tensorrt_llm::kernels::oneShotAllReduceKernel<half, 8>(half*)",
                "void quickreduce::allreduce_prototype_twoshot<quickreduce::CodecFP>(half const*)",
                "void (anonymous namespace)::multimem_all_reduce_kernel<c10::BFloat16, 16>(c10::BFloat16*)",
                "void c10d::(anonymous namespace)::multimem_one_shot_kernel<float>(float*)",
                "kernel_all_gather_push",
                "custom_reduce_scatter",
                "void sgl::AllToAllKernel<float>(float*)"
            })
    void theseCommunicate(String kernel) {
        assertThat(CommunicationNames.KNOWN.byKernel(kernel)).isEqualTo(Told.COMMUNICATES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "triton_poi_fused_all_reduce_0",
                "triton_red_fused_all_gather_into_tensor_native_layer_norm_3",
                "triton_per_fused_reduce_scatter_tensor_1",
                "triton_tem_fused_all_to_all_single_mm_2",
                "void at::native::reduce_kernel<512, 1, at::native::ReduceOp<float, ncclSum>>(float*)",
                "void at::native::(anonymous namespace)::multimem_like_kernel<float>()"
            })
    void theseCompute(String kernel) {
        assertThat(CommunicationNames.KNOWN.byKernel(kernel)).isEqualTo(Told.COMPUTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void cutlass::Kernel<cutlass::epilogue::AllReduce<nccl::Sum>>(cutlass::Params)",
                "void gemm<(deep_ep::intranode::combine)0>(int)",
                "void epilogue(ncclComm*)",
                "_ZN7cutlass6KernelI13ncclAllReduceEEvi",
                "void block_all_reduce_sum_f32_f32_kernel<256>(float*)",
                "warpAllReduceMax",
                "small_reduce_kernel",
                "overall_gather",
                "deep_ep::layout::get_dispatch_layout<256, 32, 8>",
                "deep_gemm::dispatch_gemm",
                "void elementwise_broadcast<float>",
                "simple_moe_combine",
                "memorial",
                "reduce_kernel",
                "connected_ccl_kernel",
                "",
                "<<<>>>",
                "_Z",
                "_ZN9999x",
                "void "
            })
    void theseTellNothing(String kernel) {
        assertThat(CommunicationNames.KNOWN.byKernel(kernel)).isEqualTo(Told.NOTHING);
    }

    @Test
    void theUsersPatternGoesFirst() {
        CommunicationNames names = new CommunicationNames(Pattern.compile("^my::Push|^triton_poi_fused_put"));

        assertThat(names.byKernel("void my::PushKernel<float>(float*)")).isEqualTo(Told.COMMUNICATES);
        assertThat(names.byKernel("void gemm<my::Push>(float*)")).isEqualTo(Told.NOTHING);
        assertThat(names.byKernel("triton_poi_fused_put_0")).isEqualTo(Told.COMMUNICATES);
        assertThat(names.byKernel("ncclDevKernel_Generic(x)")).isEqualTo(Told.COMMUNICATES);
        assertThat(names.text())
                .isNotEqualTo(CommunicationNames.KNOWN.text())
                .endsWith("^my::Push|^triton_poi_fused_put");
    }

    @Test
    void operatorsOfCommunicationAreKnownByTheStartOfTheirNames() {
        assertThat(CommunicationNames.isOperator("record_param_comms")).isTrue();
        assertThat(CommunicationNames.isOperator("c10d::allreduce_")).isTrue();
        assertThat(CommunicationNames.isOperator("nccl:all_reduce")).isTrue();
        assertThat(CommunicationNames.isOperator("_c10d_functional::all_gather_into_tensor"))
                .isTrue();
        assertThat(CommunicationNames.isOperator("aten::c10d::x")).isFalse();
        assertThat(CommunicationNames.isOperator("DistributedDataParallel.forward"))
                .isFalse();
    }
}
