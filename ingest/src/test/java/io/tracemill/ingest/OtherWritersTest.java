package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small traces in the formats of other writers, after their public sources. */
class OtherWritersTest {

    private static String name(String process, String name) {
        return """
                {"ph": "M", "name": "process_name", "pid": %s, "tid": 0, "args": {"name": "%s"}}""".formatted(process, name);
    }

    private static String thread(String process, int thread, String name) {
        return """
                {"ph": "M", "name": "thread_name", "pid": %s, "tid": %d, "args": {"name": "%s"}}""".formatted(process, thread, name);
    }

    @Test
    void paddleNamesItsKernelsByTheirDurationTooAndItsCopiesByTheirProcess() {
        Ingested trace = Ingested.of("""
                {"schemaVersion": "1.0.1", "displayTimeUnit": "ms", "span_indx": "0", "traceEvents": [
                {"name": "ProfileStep#3[9.000 ms]", "pid": 77, "tid": "78(Python)", "ts": 1, "dur": 9000.000, "ph": "X", "cat": "ProfileStep", "args": {}},
                {"name": "matmul[40.250 us]", "pid": 77, "tid": "78(C++)", "ts": 2, "dur": 40.250, "ph": "X", "cat": "Operator", "args": {"input_shapes": {"X": [[2, 2]]}}},
                {"name": "matmul compute[30.000 us]", "pid": 77, "tid": "78(C++)", "ts": 3, "dur": 30.000, "ph": "X", "cat": "OperatorInner", "args": {}},
                {"name": "cudaLaunchKernel[4.000 us]", "pid": 77, "tid": "78(C++)", "ts": 4, "dur": 4.000, "ph": "X", "cat": "CudaRuntime", "args": {"correlation id": 9}},
                {"name": "launch", "id": 9, "pid": 77, "tid": "78(C++)", "ts": 5, "ph": "s", "cat": "async"},
                {"name": "gemm[1.250 ms]", "pid": 0, "tid": 7, "ts": 50, "dur": 1250.000, "ph": "X", "cat": "Kernel", "args": {"device": 0, "stream": 7, "correlation id": 9, "theoretical achieved occupancy %": 50.000}},
                {"name": "launch", "id": 9, "pid": 0, "tid": 7, "ts": 60, "ph": "f", "cat": "async", "bp": "e"},
                {"name": "MEMCPY_HtoD[3.000 us]", "pid": 0, "tid": 7, "ts": 40, "dur": 3.000, "ph": "X", "cat": "Memcpy", "args": {"stream": 7, "correlation id": 8, "bytes": 64}},
                {"name": "allreduce[3.000 us]", "pid": 77, "tid": "78(C++)", "ts": 70, "dur": 3.000, "ph": "X", "cat": "Communication", "args": {}},
                {"name": "process_name", "pid": 0, "tid": 7, "ph": "M", "args": {"name": "Deivce 0 (GPU)"}},
                {}]}""");

        assertThat(trace.report().dialect()).isEqualTo("paddle");
        assertThat(trace.events())
                .containsExactly(
                        "ANNOTATION ProfileStep#3 cat=ProfileStep start=1000 dur=9000000 process=77 thread=78(Python)"
                                + " step=3",
                        "OPERATOR matmul cat=Operator start=2000 dur=40250 process=77 thread=78(C++)"
                                + " dims={\"X\":[[2,2]]}",
                        "ANNOTATION matmul compute cat=OperatorInner start=3000 dur=30000 process=77 thread=78(C++)",
                        "LAUNCH cudaLaunchKernel cat=CudaRuntime start=4000 dur=4000 process=77 thread=78(C++)"
                                + " correlation=9 launched_events=1",
                        "MEMCPY MEMCPY_HtoD cat=Memcpy start=40000 dur=3000 process=0 thread=7 device=0 stream=7"
                                + " correlation=8 launch_in_trace=false bytes=64 direction=HOST_TO_DEVICE",
                        "KERNEL gemm cat=Kernel start=50000 dur=1250000 process=0 thread=7 device=0 stream=7"
                                + " correlation=9 launch_in_trace=true occupancy=50.0",
                        "OPERATOR allreduce cat=Communication start=70000 dur=3000 process=77 thread=78(C++)");
        assertThat(trace.totals().getMerged()).containsEntry("flow", 2L).containsEntry("empty", 1L);
        assertThat(trace.rejected()).isEmpty();
    }

    @Test
    void protonLinksByItsFlowsAndItsOnlyProcessIsTheDevice() {
        String flow = """
                {"name": "launch->kernel", "cat": "flow", "ph": "%s", "pid": 0, "tid": %d, "ts": %s, "id": 0, "bp": "e"}""";
        String span = """
                {"name": "%s", "cat": "%s", "ph": "X", "pid": 0, "tid": %d, "ts": %s, "dur": 10.5, "args": {"call_stack": ["ROOT"]}}""";
        Ingested trace = Ingested.of("{\"displayTimeUnit\": \"us\", \"traceEvents\": ["
                + String.join(
                        ", ",
                        span.formatted("forward", "scope", 1, "5.0"),
                        flow.formatted("s", 1, "5.0"),
                        flow.formatted("f", 200_007, "20.25"),
                        span.formatted("add_kernel", "kernel", 200_007, "20.25"),
                        span.formatted("add_kernel", "kernel", 200_007, "40.25"),
                        span.formatted("forward", "scope", 100_007, "20.25"),
                        name("0", "Trace"),
                        thread("0", 1, "CPU Thread 1"),
                        thread("0", 100_007, "Graph: Stream 7"),
                        thread("0", 200_007, "GPU Stream 7"))
                + "]}");

        assertThat(trace.report().dialect()).isEqualTo("proton");
        String stack = " args={\"call_stack\":[\"ROOT\"]}";
        assertThat(trace.events())
                .containsExactly(
                        "OPERATOR forward cat=scope start=5000 dur=10500 process=0 thread=1" + stack,
                        "LAUNCH launch->kernel cat=flow start=5000 dur=0 process=0 thread=1 correlation=0"
                                + " launched_events=1 args={\"id\":0,\"bp\":\"e\",\"ph\":\"s\"}",
                        "ANNOTATION forward cat=scope start=20250 dur=10500 process=0 thread=100007 device=0" + stack,
                        "KERNEL add_kernel cat=kernel start=20250 dur=10500 process=0 thread=200007 device=0 stream=7"
                                + " correlation=0 launch_in_trace=true" + stack,
                        "KERNEL add_kernel cat=kernel start=40250 dur=10500 process=0 thread=200007 device=0 stream=7"
                                + " launch_in_trace=false" + stack);
    }

    @Test
    void mindSporeLinksByTheTimeOfTheKernelWithDecimals() {
        String flow = """
                {"name": "mindspore_to_npu", "cat": "async_npu", "ph": "%s", "bp": "e", "id": "1717000000000040.500", "pid": %d, "tid": %d, "ts": "%s"}""";
        String submission = """
                {"name": "HostToDevice5", "cat": "HostToDevice", "ph": "%s", "id": "21474836480", "pid": %d, "tid": %d, "ts": "%s"}""";
        long device = (4242L << 10) | (13 << 5) | 3;
        long cann = (4242L << 10) | (7 << 5);
        Ingested trace = Ingested.of("["
                + String.join(
                        ", ",
                        """
                        {"ph": "X", "name": "PynativeFramework::Add", "cat": "", "pid": 1, "tid": 11, "ts": "1717000000000000.125", "dur": "30.5", "args": {}}""",
                        """
                        {"ph": "X", "name": "train.py(7): step", "cat": "python_function", "pid": 1, "tid": 11, "ts": "1717000000000000.000", "dur": "90", "args": {}}""",
                        """
                        {"ph": "X", "name": "aclnnAdd_AddAiCore", "pid": %d, "tid": 2, "ts": "1717000000000040.500", "dur": 50.25, "args": {"Task Type": "AI_VECTOR_CORE"}}""".formatted(device),
                        flow.formatted("s", 1, 11, "1717000000000000.125"),
                        flow.formatted("f", device, 2, "1717000000000040.500"),
                        submission.formatted("s", cann, 12, "1717000000000033.000"),
                        submission.formatted("f", device, 2, "1717000000000040.500"),
                        name("1", "MindSpore"))
                + "]");

        assertThat(trace.report().dialect()).isEqualTo("mindspore");
        assertThat(trace.events())
                .contains(
                        "PYTHON train.py(7): step cat=python_function start=1717000000000000000 dur=90000 process=1"
                                + " thread=11",
                        "OPERATOR PynativeFramework::Add cat= start=1717000000000000125 dur=30500 process=1 thread=11",
                        "LAUNCH mindspore_to_npu cat=async_npu start=1717000000000000125 dur=0 process=1 thread=11"
                                + " correlation=1717000000000040500 launched_events=1"
                                + " args={\"bp\":\"e\",\"id\":\"1717000000000040.500\",\"ph\":\"s\"}",
                        "KERNEL aclnnAdd_AddAiCore start=1717000000000040500 dur=50250 process=" + device
                                + " thread=2 device=3 stream=2 correlation=1717000000000040500 launch_in_trace=true"
                                + " submit=1717000000000033000 args={\"Task Type\":\"AI_VECTOR_CORE\"}");
    }

    @Test
    void theFirstProfilerOfPyTorchPutsItsKernelsOnAThreadForEachDevice() {
        String flow = """
                {"name": "%s", "ph": "%s", "ts": %d, "tid": %d, "pid": "%s", "id": 0, "cat": "cpu_to_cuda", "args": {}}""";
        Ingested trace = Ingested.of("["
                + String.join(
                        ", ",
                        """
                        {"name": "mul", "ph": "X", "ts": 10, "dur": 40, "tid": 5, "pid": "CPU functions", "args": {}}""",
                        flow.formatted("mul", "s", 10, 5, "CPU functions"),
                        flow.formatted("mul", "f", 20, 1, "CUDA functions"),
                        """
                        {"name": "mul", "ph": "X", "ts": 20, "dur": 7, "tid": 1, "pid": "CUDA functions", "args": {}}""")
                + "]");

        assertThat(trace.report().dialect()).isEqualTo("autograd");
        assertThat(trace.events())
                .containsExactly(
                        "OPERATOR mul start=10000 dur=40000 process=CPU functions thread=5",
                        "LAUNCH mul cat=cpu_to_cuda start=10000 dur=0 process=CPU functions thread=5 correlation=0"
                                + " launched_events=1 args={\"id\":0,\"ph\":\"s\"}",
                        "KERNEL mul start=20000 dur=7000 process=CUDA functions thread=1 device=1 correlation=0"
                                + " launch_in_trace=true");
    }

    @ParameterizedTest
    @CsvSource({
        "cuda, Device 1, Stream 7, KERNEL, ' device=1 stream=7 launch_in_trace=false'",
        "cuda, Device 1, CUDA API 7, KERNEL, ' device=1 stream=7 launch_in_trace=false'",
        "nvtx, Device 1, NVTX Thread 12, ANNOTATION, ''",
        "nvtx, Host 1, NVTX 12, ANNOTATION, ''",
        "nvtx-kernel, Device 1, NVTX 12, ANNOTATION, ' device=1'",
        "cuda_api, Host 1, CUDA API 12, RUNTIME, ''"
    })
    void nsys2JsonTellsKindsByCategoryAndDevicesByProcess(
            String category, String process, String thread, String kind, String device) {
        String span = """
                {"name": "n", "ph": "X", "cat": "%s", "ts": %d, "dur": 2.5, "tid": "%s", "pid": "%s", "args": {}}""";
        Ingested trace = Ingested.of("["
                + span.formatted(category, 1, thread, process) + ", "
                + span.formatted("cuda", 9, "Stream 7", "Device 1") + "]");

        assertThat(trace.report().dialect()).isEqualTo("nsys2json");
        assertThat(trace.events().get(0))
                .isEqualTo(kind + " n cat=" + category + " start=1000 dur=2500 process=" + process + " thread=" + thread
                        + device);
    }

    @Test
    void unitraceCommandsCarryTheIdsOfTheirCallsAndTheirBytesInTheirNames() {
        String call = """
                {"ph": "X", "tid": 5, "pid": 4, "name": "%s", "cat": "cpu_op", "ts": %d, "dur": 3, "id": 0}""";
        String flow = """
                {"ph": "%s", "tid": %d, "pid": %d, "name": "dep", "cat": "Flow_%s_%d_0", "ts": %d, "id": %d}""";
        String command = """
                {"ph": "X", "tid": 4294967294, "pid": 4294967295, "name": "%s", "cat": "gpu_op", "ts": %d, "dur": 40, "args": {"id": "%d"}}""";
        List<String> events = List.of(
                call.formatted("zeCommandListAppendLaunchKernel", 10),
                flow.formatted("s", 5, 4, "H2D", 21, 10, 21),
                command.formatted("gemm_kernel[SIMD32 {4; 1; 1} {32; 1; 1}]", 20, 21),
                flow.formatted("t", 4_294_967_294L, 4_294_967_295L, "H2D", 21, 20, 21),
                flow.formatted("s", 4_294_967_294L, 4_294_967_295L, "D2H", 21, 20, 21),
                command.formatted("zeCommandListAppendMemoryCopy(D2H)[4096]", 70, 22),
                command.formatted("zeCommandListAppendMemoryFill[64]", 120, 23),
                command.formatted("zeCommandListAppendBarrier", 170, 24),
                name("4294967295", "RANK 0 DEVICE<node1>0:3a:0:0 #1.0"));
        Ingested trace = Ingested.of("{ \"traceEvents\": [" + String.join(",\n", events) + "]}");

        assertThat(trace.report().dialect()).isEqualTo("unitrace");
        assertThat(trace.totals().getMerged()).containsEntry("flow", 2L);
        String lane = " process=4294967295 thread=4294967294 ";
        assertThat(trace.events())
                .containsExactly(
                        "OPERATOR zeCommandListAppendLaunchKernel cat=cpu_op start=10000 dur=3000 process=4 thread=5"
                                + " args={\"id\":0}",
                        "LAUNCH dep cat=Flow_H2D_21_0 start=10000 dur=0 process=4 thread=5 correlation=21"
                                + " launched_events=1 args={\"id\":21,\"ph\":\"s\"}",
                        "KERNEL gemm_kernel[SIMD32 {4; 1; 1} {32; 1; 1}] cat=gpu_op start=20000 dur=40000" + lane
                                + "device=1.0 stream=4294967294 correlation=21 launch_in_trace=true",
                        "MEMCPY zeCommandListAppendMemoryCopy(D2H) cat=gpu_op start=70000 dur=40000" + lane
                                + "device=1.0 stream=4294967294 correlation=22 launch_in_trace=false bytes=4096"
                                + " direction=DEVICE_TO_HOST",
                        "MEMSET zeCommandListAppendMemoryFill cat=gpu_op start=120000 dur=40000" + lane
                                + "device=1.0 stream=4294967294 correlation=23 launch_in_trace=false bytes=64",
                        "SYNC zeCommandListAppendBarrier cat=gpu_op start=170000 dur=40000" + lane
                                + "device=1.0 stream=4294967294 correlation=24");
    }
}
