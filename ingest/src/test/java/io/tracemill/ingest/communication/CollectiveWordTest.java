package io.tracemill.ingest.communication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectiveWordTest {

    @ParameterizedTest
    @CsvSource({
        "allreduce, ALLREDUCE",
        "allreduce_coalesced, ALLREDUCE",
        "nccl:all_reduce, ALLREDUCE",
        "c10d::allreduce_, ALLREDUCE",
        "_c10d_functional::all_reduce, ALLREDUCE",
        "hcom_allReduce__586_0_1, ALLREDUCE",
        "ncclDevKernel_AllReduce_Sum_f32_RING_LL(ncclDevKernelArgsStorage<4096ul>), ALLREDUCE",
        "ncclKernel_AllReduce_RING_LL_Sum_float(ncclWorkElem), ALLREDUCE",
        "'void vllm::cross_device_reduce_1stage<float, 8>(int)', ALLREDUCE",
        "_allgather_base, ALLGATHER",
        "nccl:_all_gather_base, ALLGATHER",
        "all_gather_into_tensor_coalesced, ALLGATHER",
        "_reduce_scatter_base, REDUCESCATTER",
        "ncclDevKernel_ReduceScatter_Sum_bf16_RING_LL(), REDUCESCATTER",
        "nccl:all_to_all, ALLTOALL",
        "all_to_allv, ALLTOALL",
        "hcom_alltoallv__1_2_1, ALLTOALL",
        "_broadcast_oop, BROADCAST",
        "ncclKernel_Broadcast_RING_LL_Sum_int8_t(ncclWorkElem), BROADCAST",
        "_reduce_oop, REDUCE",
        "gather, GATHER",
        "scatter, SCATTER",
        "barrier, BARRIER",
        "nccl:recv 0<-1, RECV",
        "hcom_receive__1_0_1, RECV",
        "send 0->1, SEND"
    })
    void theManyWordsForACollectiveAreOfOneKind(String name, String kind) {
        assertThat(CollectiveWord.in(name)).asString().isEqualTo(kind);
    }

    @Test
    void aNameOfSeveralKindsOrOfNoneTellsNone() {
        assertThat(CollectiveWord.in("ncclKernel_SendRecv_RING_SIMPLE_Sum_int8_t(ncclWorkElem)"))
                .isNull();
        assertThat(CollectiveWord.in("hcom_batchSendRecv__1_0_1")).isNull();
        assertThat(CollectiveWord.in("ncclDevKernel_Generic(ncclDevKernelArgsStorage<4096ul>)"))
                .isNull();
        assertThat(CollectiveWord.in("wait")).isNull();
    }
}
