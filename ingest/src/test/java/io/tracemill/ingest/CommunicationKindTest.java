package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.IngestConfig.Rules;
import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.redact.RedactionRules;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which kernels communicate: by name, and by the operator that their launch stands in. */
class CommunicationKindTest {

    @Test
    void theNameOfAKernelTellsThatItCommunicates() {
        assertThat(kernels(
                        kernel("void deep_ep::intranode::combine<__nv_bfloat16, 8>", 10, 1),
                        kernel("triton_poi_fused_all_reduce_0", 20, 2),
                        kernel("gemm", 30, 3)))
                .containsExactly(
                        "COMMUNICATION void deep_ep::intranode::combine<__nv_bfloat16, 8>",
                        "KERNEL triton_poi_fused_all_reduce_0",
                        "KERNEL gemm");
    }

    @Test
    void aKernelLaunchedDirectlyInAnOperatorOfCommunicationCommunicatesWhateverItsName() {
        assertThat(kernels(
                        operator("cpu_op", "c10d::allreduce_", 0, 100),
                        operator("cpu_op", "record_param_comms", 10, 50),
                        launch(20, 1),
                        kernel("ring", 200, 1),
                        launch(70, 2),
                        kernel("ring", 210, 2),
                        launch(110, 3),
                        kernel("ring", 220, 3)))
                .containsExactly("COMMUNICATION ring", "COMMUNICATION ring", "KERNEL ring");
    }

    @Test
    void aKernelOfAnOperatorWithinAnOperatorOfCommunicationComputes() {
        assertThat(kernels(
                        operator("user_annotation", "nccl:all_reduce", 0, 100),
                        operator("cpu_op", "aten::div_", 10, 20),
                        launch(15, 1),
                        kernel("scale", 200, 1),
                        launch(40, 2),
                        kernel("ring", 210, 2)))
                .containsExactly("KERNEL scale", "COMMUNICATION ring");
    }

    @Test
    void aKernelWhoseNameSaysThatItComputesDoesSoWhereverItIsLaunched() {
        assertThat(kernels(
                        operator("cpu_op", "_c10d_functional::all_reduce", 0, 100),
                        launch(10, 1),
                        kernel("void at::native::elementwise_kernel<128, 2>(int)", 200, 1),
                        launch(20, 2),
                        kernel("triton_poi_fused_0", 210, 2),
                        launch(30, 3),
                        event(
                                "gpu_memcpy",
                                "Memcpy DtoD",
                                at(7, 220, 5),
                                "\"device\":0,\"stream\":7,\"correlation\":3")))
                .containsExactly(
                        "KERNEL void at::native::elementwise_kernel<128, 2>(int)",
                        "KERNEL triton_poi_fused_0",
                        "MEMCPY Memcpy DtoD");
    }

    @Test
    void aKernelTellsOfItsCollectiveWhatTheOperatorsAroundItsLaunchSay() {
        String said = "\"Collective name\":\"_allgather_base\",\"In msg nelems\":100,\"Out msg nelems\":800,"
                + "\"dtype\":\"BFloat16\",\"Group size\":8,\"Process Group Name\":\"3\",\"Seq\":5";
        assertThat(collectives(
                        event("cpu_op", "record_param_comms", at(1, 0, 100), said),
                        operator("user_annotation", "nccl:_all_gather_base", 10, 80),
                        launch(20, 1),
                        launch(30, 2),
                        kernel("ring", 200, 1),
                        kernel("ring", 210, 2)))
                .containsExactly("allgather 3 8 BFloat16 200 1600 5", "allgather 3 8 BFloat16 null null null");
    }

    @Test
    void anAnnotationTellsTheSizeOfItsInputsWhereNobodyElseDoes() {
        assertThat(collectives(
                        operator("cpu_op", "record_param_comms", 0, 100),
                        event(
                                "user_annotation",
                                "nccl:all_to_all",
                                at(1, 10, 80),
                                "\"Input Dims\":[[8,1024],[2]],\"Input type\":[\"float\",\"float\"]"),
                        launch(20, 1),
                        kernel("ncclKernel_SendRecv_RING_SIMPLE_Sum_int8_t(ncclWorkElem)", 200, 1),
                        event(
                                "user_annotation",
                                "nccl:broadcast",
                                at(1, 110, 80),
                                "\"Input Dims\":[[8],[2]],\"Input type\":[\"float\",\"c10::Half\"]"),
                        launch(120, 2),
                        kernel("ncclDevKernel_Generic(int)", 300, 2)))
                .containsExactly("alltoall null null Float 32776 null null", "broadcast null null null null null null");
    }

    private static List<String> collectives(String... events) {
        return Ingested.of(document(events)).batches().stream()
                .flatMap(batch -> batch.getEvents().stream()
                        .filter(event -> event.getKind() == EventKind.COMMUNICATION)
                        .map(TraceEvent::getCollective)
                        .map(of -> text(batch, of.getName())
                                + ' '
                                + text(batch, of.getGroup())
                                + ' '
                                + of.getGroupSize()
                                + ' '
                                + text(batch, of.getElementType())
                                + ' '
                                + of.getMessageBytes()
                                + ' '
                                + of.getOutputBytes()
                                + ' '
                                + of.getSequence()))
                .toList();
    }

    private static @Nullable String text(TraceEventBatch batch, @Nullable Integer index) {
        return index == null ? null : batch.getStrings().get(index);
    }

    @Test
    void otherThreadsAndMirrorsOnADeviceTellNothing() {
        assertThat(kernels(
                        operator("cpu_op", "c10d::allreduce_", 0, 100),
                        event("gpu_user_annotation", "nccl:all_reduce", at(7, 0, 500), ""),
                        event("cuda_runtime", "cudaLaunchKernel", at(3, 10, 2), "\"correlation\":1"),
                        kernel("k", 200, 1)))
                .containsExactly("KERNEL k");
    }

    @Test
    void theUserMayNameFurtherKernels() {
        IngestConfig config = Ingested.config()
                .withRules(new Rules(
                        Set.of(),
                        1.0,
                        new CommunicationNames(Pattern.compile("^exchange")),
                        false,
                        RedactionRules.KNOWN));
        Ingested trace = Ingested.of(
                document(kernel("void exchange<float>(int)", 10, 1)).getBytes(StandardCharsets.UTF_8), config);

        assertThat(trace.spans()).containsExactly("COMMUNICATION void exchange<float>(int) 10000 5000");
        assertThat(trace.batches().get(0).getPlan())
                .isNotEqualTo(Ingested.of(document(kernel("void exchange<float>(int)", 10, 1)))
                        .batches()
                        .get(0)
                        .getPlan());
    }

    private static List<String> kernels(String... events) {
        return Ingested.of(document(events)).spans().stream()
                .filter(span -> span.matches("(KERNEL|COMMUNICATION|MEMCPY) .*"))
                .map(span -> span.replaceFirst(" \\d+ \\d+$", ""))
                .toList();
    }

    private static String document(String... events) {
        return "{\"schemaVersion\":1,\"traceEvents\":[" + String.join(",", events) + "]}";
    }

    private static String operator(String category, String name, long start, long duration) {
        return event(category, name, at(1, start, duration), "");
    }

    private static String launch(long start, long id) {
        return event("cuda_runtime", "cudaLaunchKernel", at(1, start, 2), "\"correlation\":" + id);
    }

    private static String kernel(String name, long start, long id) {
        return event("kernel", name, at(7, start, 5), "\"device\":0,\"stream\":7,\"correlation\":" + id);
    }

    private static String at(int thread, long start, long duration) {
        return "\"tid\":" + thread + ",\"ts\":" + start + ",\"dur\":" + duration;
    }

    private static String event(String category, String name, String place, String args) {
        return "{\"ph\":\"X\",\"cat\":\"" + category + "\",\"name\":\"" + name + "\",\"pid\":1," + place + ",\"args\":{"
                + args + "}}";
    }
}
