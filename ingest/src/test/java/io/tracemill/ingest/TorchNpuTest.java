package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small traces as torch_npu writes them. */
class TorchNpuTest {

    /** Process of the hardware of device 3, made from host process 3170820. */
    private static final long HARDWARE = (3_170_820L << 10) | (13 << 5) | 3;

    private static final String OPERATOR = """
            {"ph": "X", "name": "aten::mm", "pid": 3170820, "tid": 7, "ts": "1736408883694699.510", "dur": 40.5, "cat": "cpu_op", "args": {}}""";
    private static final String START = """
            {"ph": "s", "bp": "e", "name": "torch_to_npu", "id": 1736408883700059821, "pid": 3170820, "tid": 7, "ts": "1736408883694699.510", "cat": "async_npu"}""";
    private static final String END = """
            {"ph": "f", "bp": "e", "name": "torch_to_npu", "id": 1736408883700059821, "pid": %d, "tid": 2, "ts": "1736408883700059.821", "cat": "async_npu"}""".formatted(HARDWARE);

    private static String task(String name, String type, int stream) {
        return """
                {"name": "%s", "pid": %d, "tid": %d, "ts": "1736408883700059.821", "dur": 12.02, "args": {"Task Type": "%s", "Physic Stream Id": %d}, "ph": "X"}""".formatted(name, HARDWARE, stream, type, stream);
    }

    private static String array(String... events) {
        return "[" + String.join(", ", events) + "]";
    }

    @Test
    void theFlowThatEndsWhereAKernelBeginsSaysWhatLaunchedItAndSparesItsNeighbour() {
        Ingested trace =
                Ingested.of(array(OPERATOR, task("mm", "AI_CORE", 2), task("other", "AI_CORE", 3), START, END));

        assertThat(trace.report().dialect()).isEqualTo("torch_npu");
        assertThat(trace.events())
                .containsExactly(
                        "OPERATOR aten::mm cat=cpu_op start=1736408883694699510 dur=40500 process=3170820 thread=7",
                        "LAUNCH torch_to_npu cat=async_npu start=1736408883694699510 dur=0 process=3170820 thread=7"
                                + " correlation=1736408883700059821 launched_events=1"
                                + " args={\"bp\":\"e\",\"id\":1736408883700059821,\"ph\":\"s\"}",
                        kernel("mm", 2, " correlation=1736408883700059821 launch_in_trace=true"),
                        kernel("other", 3, " launch_in_trace=false"));
        assertThat(trace.totals().getMerged()).isEqualTo(Map.of("flow", 1L));
        assertThat(trace.totals().getPublished()).isEqualTo(4);
    }

    @Test
    void tasksOfAProcessWithASmallIdRanOnTheOnlyDevice() {
        Ingested trace = Ingested.of(array(OPERATOR, START, """
                {"name": "process_name", "ph": "M", "pid": 3, "args": {"name": "Ascend Hardware"}}""", """
                {"name": "mm", "pid": 3, "tid": 2, "ts": 56635864652.490005, "dur": 12.02, "args": {"Task Type": "AI_CORE"}, "ph": "X"}""", """
                {"name": "hcom_allReduce_", "pid": 4, "tid": 0, "ts": 56635864672.5, "dur": 9, "args": {"alg_type": "MESH"}, "ph": "X"}"""));

        assertThat(trace.events())
                .filteredOn(event -> event.startsWith("KERNEL") || event.startsWith("COMMUNICATION"))
                .hasSize(2)
                .allMatch(event -> event.contains(" device=0 "));
    }

    @ParameterizedTest
    @CsvSource({
        "1736408883699000.250, 1736408883699000250",
        "1736408883700073.386, 1736408883700073386" // the clocks of host and device differ
    })
    void theFlowFromTheHostSaysWhenAKernelWasSubmitted(String submitted, String nanos) {
        String flow = """
                {"name": "HostToDevice9", "ph": "%s", "cat": "HostToDevice", "id": "40006882869110636543", "pid": %d, "tid": %d, "ts": "%s"}""";
        String start = flow.formatted("s", 31, 9, submitted);
        String end = flow.formatted("f", HARDWARE, 2, "1736408883700059.821");

        Ingested trace = Ingested.of(
                array(OPERATOR, task("mm", "AI_CORE", 2), task("other", "AI_CORE", 3), START, END, start, end));

        assertThat(trace.events())
                .contains(
                        kernel("mm", 2, " correlation=1736408883700059821 launch_in_trace=true submit=" + nanos),
                        kernel("other", 3, " launch_in_trace=false"))
                .filteredOn(event -> event.contains("HostToDevice9"))
                .singleElement()
                .asString()
                .contains("start=" + nanos)
                .doesNotContain("external");
        assertThat(trace.totals().getMerged()).isEqualTo(Map.of("flow", 2L));
    }

    private static String kernel(String name, int stream, String link) {
        return "KERNEL " + name + " start=1736408883700059821 dur=12020 process=" + HARDWARE + " thread=" + stream
                + " device=3 stream=" + stream + link + " args={\"Task Type\":\"AI_CORE\"}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"]", ",]", ""})
    void theEndingsOfAnInterruptedExportLoseNothing(String ending) {
        Ingested whole = Ingested.of(array(OPERATOR, task("mm", "AI_CORE", 2), START, END));
        String json = array(OPERATOR, task("mm", "AI_CORE", 2), START, END);

        Ingested trace = Ingested.of(json.substring(0, json.length() - 1) + ending);

        assertThat(trace.events()).isEqualTo(whole.events());
        assertThat(trace.letters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AI_CORE, MatMul, KERNEL",
        "AI_VECTOR_CORE, Add, KERNEL",
        "MIX_AIC, Fused, KERNEL",
        "MIX_AIV, Fused, KERNEL",
        "AI_CPU, Unique, KERNEL",
        "DSA_SQE, DSARandomUniform, KERNEL",
        "KERNEL_AICORE, MatMul, KERNEL",
        "AI_CORE, hcom_allReduce_kernel, KERNEL",
        "SDMA_SQE, MEMCPY_ASYNC, MEMCPY",
        "PCIE_DMA_SQE, MEMCPY_ASYNC, MEMCPY",
        "SDMA, SDMA, OTHER",
        "Notify Wait, Notify Wait, SYNC",
        "Write Value, Write Value, SYNC",
        "EVENT_RECORD_SQE, EVENT_RECORD, SYNC",
        "PLACE_HOLDER_SQE, PROFILING_ENABLE, SYNC",
        "Other, MemcopyAsync, MEMCPY",
        "other, MEMCPY_ASYNC, MEMCPY",
        "Other, NOTIFY_WAIT, SYNC",
        "Other, REDUCE_ASYNC_V2, SYNC",
        "Other, Other, SYNC",
        "Other, MatMul, KERNEL"
    })
    void theTypeOfATaskTellsItsKind(String type, String name, String kind) {
        List<String> spans = Ingested.of(array(START, task(name, type, 2))).spans();
        assertThat(spans).last().asString().startsWith(kind + " " + name + " ");
    }

    @Test
    void copiesOnAStreamThatKeepsDevicesInStepArePartOfACollective() {
        String copy = task("MEMCPY_ASYNC", "SDMA_SQE", 4);
        String apart = task("MEMCPY_ASYNC", "SDMA_SQE", 2);
        assertThat(Ingested.of(array(START, copy, apart, task("Notify Wait", "Notify Wait", 4)))
                        .spans())
                .extracting(span -> span.split(" ", 2)[0])
                .containsExactlyInAnyOrder("RUNTIME", "OTHER", "MEMCPY", "SYNC");
    }

    @Test
    void collectivesAreTheLinesOfTheirGroupsAndNotTheTasksTheyAreMadeOf() {
        String line = """
                {"name": "hcom_allReduce__586_0_1", "pid": %1$d, "tid": 0, "ts": "1736408883700005.0", "dur": 9, "args": {"connection_id": 1175, "alg_type": "MESH-RING"}, "ph": "X"}, \
                {"name": "Reduce_Inline", "pid": %1$d, "tid": 1, "ts": "1736408883700006.0", "dur": 1, "args": {"notify_id": "0", "task type": "Reduce_Inline"}, "ph": "X"}, \
                {"name": "Communication", "pid": %1$d, "tid": 9, "ts": "1736408883700005.0", "dur": 9, "ph": "X"}, \
                {"name": "AscendCL@aclrtMemcpyAsync", "pid": %1$d, "tid": 3, "ts": "1736408883700004.0", "dur": 1, "args": {"level": "acl"}, "ph": "X"}""".formatted(HARDWARE);
        List<String> kinds = new ArrayList<>();
        Ingested.of(array(START, line))
                .spans()
                .forEach(span -> kinds.add(span.split(" ", 3)[0] + " " + span.split(" ", 3)[1]));
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "RUNTIME torch_to_npu",
                        "COMMUNICATION hcom_allReduce__586_0_1",
                        "OTHER Reduce_Inline",
                        "OTHER Communication",
                        "RUNTIME AscendCL@aclrtMemcpyAsync");
    }
}
