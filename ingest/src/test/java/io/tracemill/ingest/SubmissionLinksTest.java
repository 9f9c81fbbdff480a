package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Device events of torch_npu that their submission links, without an {@code async_npu} flow. */
class SubmissionLinksTest {

    /** Processes of device 3, made from host process 3170820: calls to the driver, and the hardware. */
    private static final long CALLS = (3_170_820L << 10) | (7 << 5) | 3;

    private static final long HARDWARE = (3_170_820L << 10) | (13 << 5) | 3;

    private static final String OPERATOR = """
            {"ph": "X", "name": "aten::sum", "pid": 3170820, "tid": 7, "ts": "1000.000", "dur": 90, "cat": "cpu_op", "args": {}}""";
    private static final String ENQUEUE = """
            {"ph": "X", "name": "Enqueue", "pid": 3170820, "tid": 7, "ts": "1010.000", "dur": 5, "cat": "enqueue", "args": {"correlation_id": 41}}""";
    private static final String DEQUEUE = """
            {"ph": "X", "name": "Dequeue@sum", "pid": 3170820, "tid": 8, "ts": "1020.000", "dur": 50, "cat": "dequeue", "args": {"correlation_id": 41}}""";

    private final List<String> events = new ArrayList<>(List.of(OPERATOR));

    private void submit(String id, int thread, String nanos, String... ends) {
        events.add(flow("s", id, CALLS, thread, nanos));
        for (String end : ends) {
            events.add(flow("f", id, HARDWARE, 2, end));
        }
    }

    private static String flow(String phase, String id, long process, int thread, String micros) {
        return """
                {"name": "HostToDevice%s", "ph": "%s", "cat": "HostToDevice", "id": "%s", "pid": %d, "tid": %d, "ts": "%s"}""".formatted(id, phase, id, process, thread, micros);
    }

    private void copy(int stream, String micros) {
        events.add("""
                {"name": "MEMCPY_ASYNC", "pid": %d, "tid": %d, "ts": "%s", "dur": 2, "args": {"Task Type": "SDMA_SQE"}, "ph": "X"}""".formatted(HARDWARE, stream, micros));
    }

    /** Launches with their number of device events, and device events with their links. */
    private List<String> links() {
        return Ingested.of("[" + String.join(", ", events) + "]").events().stream()
                .filter(event -> event.matches("(LAUNCH|MEMCPY|RUNTIME|KERNEL) .*"))
                .map(event -> event.replaceAll(" (cat|dur|device|stream)=\\S*| args=.*", ""))
                .toList();
    }

    @Test
    void bothCopiesOfASubmissionBelongToWhatPutItIntoTheQueue() {
        events.addAll(List.of(ENQUEUE, DEQUEUE));
        submit("9", 8, "1030.000", "1100.000", "1110.000");
        copy(2, "1100.000");
        copy(2, "1110.000");
        copy(3, "1110.000");

        String copy = " process=" + HARDWARE + " thread=2 correlation=41 launch_in_trace=true submit=1030000";
        assertThat(links())
                .containsExactly(
                        "LAUNCH Enqueue start=1010000 process=3170820 thread=7 correlation=41 launched_events=2",
                        "RUNTIME Dequeue@sum start=1020000 process=3170820 thread=8 correlation=41",
                        "MEMCPY MEMCPY_ASYNC start=1100000" + copy,
                        "MEMCPY MEMCPY_ASYNC start=1110000" + copy,
                        "MEMCPY MEMCPY_ASYNC start=1110000 process=" + HARDWARE + " thread=3 launch_in_trace=false");
    }

    @ParameterizedTest
    @CsvSource({
        "8, 1020.000, Enqueue", // the call begins and ends with what was taken from the queue
        "8, 1070.000, Enqueue",
        "8, 1070.001, HostToDevice9",
        "9, 1030.000, HostToDevice9" // another thread
    })
    void aSubmissionIsOfTheCallThatWasTakenFromTheQueueOnItsThreadThen(int thread, String submitted, String launch) {
        events.addAll(List.of(ENQUEUE, DEQUEUE));
        submit("9", thread, submitted, "1100.000");
        copy(2, "1100.000");

        assertThat(links())
                .filteredOn(event -> event.startsWith("LAUNCH"))
                .singleElement()
                .asString()
                .contains(launch);
    }

    @Test
    void aCopyThatStartsBeforeItsSubmissionByTheClockOfTheDeviceIsLinkedToo() {
        events.addAll(List.of(ENQUEUE, DEQUEUE));
        submit("9", 8, "1030.000", "1009.000");
        copy(2, "1009.000");

        assertThat(links())
                .contains("MEMCPY MEMCPY_ASYNC start=1009000 process=" + HARDWARE
                        + " thread=2 correlation=41 launch_in_trace=true submit=1030000")
                .contains("LAUNCH Enqueue start=1010000 process=3170820 thread=7 correlation=41 launched_events=1");
    }

    @Test
    void withoutAQueueTheSubmissionItselfIsTheLaunchOnTheThreadThatTheOperatorRunsOn() {
        submit("40006882869110636543", 7, "1030.000", "1100.000", "1110.000");
        copy(2, "1100.000");
        copy(2, "1110.000");

        List<String> links = links();
        assertThat(links).hasSize(3);
        assertThat(links.get(0))
                .matches("LAUNCH HostToDevice40006882869110636543 start=1030000 process=3170820 thread=7"
                        + " correlation=-?\\d+ launched_events=2");
        String id = links.get(0).replaceAll(".* (correlation=\\S+) .*", "$1");
        assertThat(links.subList(1, 3)).allMatch(link -> link.contains(id + " launch_in_trace=true submit=1030000"));
    }

    @Test
    void aFlowThatSaysTheOperatorComesFirstAndLeavesTheQueueAlone() {
        events.addAll(List.of(ENQUEUE, DEQUEUE));
        submit("9", 8, "1030.000", "1100.000");
        copy(2, "1100.000");
        String async = """
                {"ph": "%s", "name": "torch_to_npu", "id": 1100000, "pid": %d, "tid": %d, "ts": "%s", "cat": "async_npu"}""";
        events.add(async.formatted("s", 3_170_820, 7, "1000.000"));
        events.add(async.formatted("f", HARDWARE, 2, "1100.000"));

        assertThat(links())
                .containsExactly(
                        "LAUNCH torch_to_npu start=1000000 process=3170820 thread=7 correlation=1100000 launched_events=1",
                        "RUNTIME Enqueue start=1010000 process=3170820 thread=7 correlation=41",
                        "RUNTIME Dequeue@sum start=1020000 process=3170820 thread=8 correlation=41",
                        "MEMCPY MEMCPY_ASYNC start=1100000 process=" + HARDWARE
                                + " thread=2 correlation=1100000 launch_in_trace=true submit=1030000");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void aRealTraceThatWasCutBeforeItsFlowsHasAsManyLinksAsTheWhole(int level) throws IOException {
        String whole = Files.readString(Path.of(
                System.getenv("TRACEMILL_CORPUS"),
                "torch_npu/level" + level + "/rank0_ascend_pt/ASCEND_PROFILER_OUTPUT/trace_view.json"));
        String cut = whole.substring(0, whole.lastIndexOf("{", whole.indexOf("\"async_npu\"")));

        assertThat(linked(cut)).hasSize(215).isEqualTo(linked(whole));
    }

    private static List<String> linked(String json) {
        return Ingested.of(json).events().stream()
                .filter(event -> event.contains(" launch_in_trace=true"))
                .map(event -> event.replaceAll(" correlation=\\S+", ""))
                .toList();
    }

    @Test
    void whatIsPartOfACollectiveIsNoWorkOfALaunch() {
        events.addAll(List.of(ENQUEUE, DEQUEUE));
        submit("9", 8, "1030.000", "1100.000");
        copy(2, "1100.000");
        events.add("""
                {"name": "Notify Wait", "pid": %d, "tid": 2, "ts": "1120.0", "dur": 2, "args": {"Task Type": "Notify Wait"}, "ph": "X"}""".formatted(HARDWARE));

        assertThat(links())
                .containsExactly(
                        "RUNTIME Enqueue start=1010000 process=3170820 thread=7 correlation=41",
                        "RUNTIME Dequeue@sum start=1020000 process=3170820 thread=8 correlation=41");
    }
}
