package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small traces of PyTorch's profiler on other devices than GPUs, as its forks write them. */
class KinetoRelativesTest {

    private static String file(String... events) {
        return "{\"schemaVersion\": 1, \"traceEvents\": [" + String.join(", ", events) + "]}";
    }

    private static String mtia(String name, int device, String args) {
        return """
                {"ph": "X", "cat": "mtia_ccp_events", "name": "%s", "pid": %d, "tid": 4, "ts": 50, "dur": 40, "args": {%s}}""".formatted(name, device, args);
    }

    @Test
    void eachMtiaDeviceHasItsKernelsAndItsCopiesWithDirectionAndSize() {
        String call = """
                {"ph": "X", "cat": "mtia_runtime", "name": "runFunction_mm", "pid": 7, "tid": 78, "ts": 5, "dur": 10, "args": {"correlation": 8000}}""";
        Ingested trace = Ingested.of(file(
                call,
                mtia("fc", 8, "\"correlation\": 8000"),
                mtia("dma_request", 9, "\"direction\": \"DEVICE_TO_HOST\", \"size\": 16")));

        assertThat(trace.report().dialect()).isEqualTo("mtia");
        assertThat(trace.events())
                .containsExactly(
                        "LAUNCH runFunction_mm cat=mtia_runtime start=5000 dur=10000 process=7 thread=78"
                                + " correlation=8000 launched_events=1",
                        "KERNEL fc cat=mtia_ccp_events start=50000 dur=40000 process=8 thread=4 device=8 stream=4"
                                + " correlation=8000 launch_in_trace=true",
                        "MEMCPY dma_request cat=mtia_ccp_events start=50000 dur=40000 process=9 thread=4 device=9"
                                + " stream=4 launch_in_trace=false bytes=16 direction=DEVICE_TO_HOST"
                                + " args={\"direction\":\"DEVICE_TO_HOST\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "fc, KERNEL",
        "dma_request, MEMCPY",
        "dmapping_kernel, KERNEL",
        "job_wait, SYNC",
        "wait_for_semaphore, SYNC",
        "await_free_kernel, KERNEL",
        "ncclDevKernel_AllReduce, COMMUNICATION"
    })
    void theNameOfAnMtiaEventTellsItsKind(String name, String kind) {
        assertThat(Ingested.of(file(mtia(name, 8, ""))).spans())
                .singleElement()
                .asString()
                .startsWith(kind + " ");
    }

    @Test
    void aProcessThatIsNamedLikeADeviceIsThatDevice() {
        String named = """
                {"ph": "M", "name": "process_name", "pid": 1009, "tid": 0, "args": {"name": "MTIA 9"}}""";

        assertThat(Ingested.of(file(mtia("fc", 1009, ""), named)).events())
                .singleElement()
                .asString()
                .contains(" process=1009 thread=4 device=9 ");
    }

    @Test
    void mluEventsHaveTheKindsOfTheirCategories() {
        String event = """
                {"ph": "X", "cat": "%s", "name": "%s", "pid": %d, "tid": 5, "ts": %d, "dur": 7, "args": {%s}}""";
        String args = "\"device\": 0, \"stream\": 5, \"correlation\": 31";
        String flow = """
                {"ph": "%s", "id": 31, "pid": 1, "tid": 5, "ts": 3, "cat": "async_cpu_to_mlu", "name": "async_mlu", "bp": "e"}""";
        Ingested trace = Ingested.of(file(
                event.formatted("mlu_runtime", "cnInvokeKernel", 777, 3, "\"cbid\": 9, \"correlation\": 31"),
                flow.formatted("s"),
                flow.formatted("f"),
                event.formatted("kernel", "MLUBlockKernel3StagePipelineAdd", 0, 20, args),
                event.formatted("mlu_memcpy", "Memcpy HtoD", 0, 30, args + ", \"bytes\": 4096"),
                event.formatted(
                        "mlu_memcpy",
                        "Memcpy PtoP",
                        1,
                        40,
                        "\"fromDevice\": 0, \"inDevice\": 1, \"toDevice\": 1, \"stream\": 5, \"bytes\": 8"),
                event.formatted("mlu_memset", "Memset", 0, 50, args),
                event.formatted("mlu_notifier", "Notifier Wait", 0, 60, args),
                event.formatted("mlu_user_annotation", "step", 0, 19, "")));

        assertThat(trace.report().dialect()).isEqualTo("mlu");
        assertThat(trace.totals().getMerged()).containsEntry("flow", 2L);
        List<String> events = trace.events();
        assertThat(events)
                .extracting(line -> line.split(" cat=", 2)[0])
                .containsExactly(
                        "LAUNCH cnInvokeKernel",
                        "ANNOTATION step",
                        "KERNEL MLUBlockKernel3StagePipelineAdd",
                        "MEMCPY Memcpy HtoD",
                        "MEMCPY Memcpy PtoP",
                        "MEMSET Memset",
                        "SYNC Notifier Wait");
        assertThat(events.get(0)).contains("launched_events=3");
        assertThat(events.get(3)).contains("device=0 stream=5").contains("bytes=4096 direction=HOST_TO_DEVICE");
        assertThat(events.get(4)).contains("device=1 stream=5").contains("bytes=8 direction=DEVICE_TO_DEVICE");
    }
}
