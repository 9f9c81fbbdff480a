package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that only the processes of a trace name, and work of devices that nobody recognises. */
class DeviceWorkTest {

    private static final String KERNEL = """
            {"ph": "X", "cat": "kernel", "name": "k", "pid": "%s", "tid": 7, "ts": 9, "dur": 1, "args": {%s}}""";

    private static String file(String... events) {
        return "{\"schemaVersion\": 1, \"traceEvents\": [" + String.join(", ", events) + "]}";
    }

    private static String said(String what, String argument, String value) {
        return """
                {"ph": "M", "name": "%s", "pid": "31", "tid": 0, "args": {"%s": %s}}""".formatted(what, argument, value);
    }

    @ParameterizedTest
    @CsvSource({
        "process_name, name, '\"GPU 2\"', 2",
        "process_name, name, '\"/device:GPU:0\"', 0",
        "process_labels, labels, '\"MTIA 9\"', 9",
        "process_sort_index, sort_index, 5000003, 3",
        "process_name, name, '\"python\"',"
    })
    void theProcessNamesTheDeviceOfADeviceEventThatDoesNot(String what, String argument, String value, String device) {
        List<String> events = Ingested.of(file(KERNEL.formatted("31", ""), said(what, argument, value)))
                .events();

        String named = device == null ? "" : " device=" + device;
        assertThat(events)
                .containsExactly("KERNEL k cat=kernel start=9000 dur=1000 process=31 thread=7" + named
                        + " launch_in_trace=false");
    }

    @Test
    void aDeviceHasOneNameWhoeverNamesIt() {
        List<String> events = Ingested.of(file(
                        KERNEL.formatted("31", ""),
                        KERNEL.formatted("31", "\"device\": 0"),
                        said("process_name", "name", "\"GPU 0\"")))
                .events();

        assertThat(events).hasSize(2).allMatch(event -> event.contains(" device=0 "));
    }

    @Test
    void eventsOnAProcessThatIsNamedLikeADeviceAreNotLostInSilence() {
        String span = """
                {"ph": "X", "name": "k", "pid": 6, "tid": 3, "ts": 9, "dur": 1}""";
        String name = """
                {"ph": "M", "name": "process_name", "pid": 6, "args": {"name": "GPU0"}}""";
        List<String> events = Collections.nCopies(60, span);

        Ingested trace = Ingested.of("[" + String.join(", ", events) + ", " + name + "]");

        assertThat(trace.totals().getUnrecognised()).isEqualTo(Map.of("GPU0", 60L));
        assertThat(trace.report().warnings())
                .singleElement()
                .asString()
                .endsWith(": 60 events on processes named GPU0 and no rule that makes them device work");
    }

    @Test
    void aProcessWithEventsThatAreRecognisedIsNotSuspected() {
        String other = """
                {"ph": "X", "name": "k", "pid": "31", "tid": 3, "ts": 9, "dur": 1}""";
        Ingested trace =
                Ingested.of(file(other, KERNEL.formatted("31", ""), said("process_name", "name", "\"GPU 0\"")));

        assertThat(trace.totals().getUnrecognised()).isEmpty();
        assertThat(trace.report().warnings()).isEmpty();
    }

    @Test
    void namesOfSuspectsAreFewAndShort() {
        StringBuilder events = new StringBuilder();
        for (int device = 0; device < 20; device++) {
            events.append("""
                    {"ph": "X", "name": "k", "pid": "GPU %d %s", "tid": 3, "ts": 9, "dur": 1},""".formatted(device, "x".repeat(100)));
        }
        Map<String, Long> suspects = Ingested.of("[" + events + "{}]").totals().getUnrecognised();

        assertThat(suspects).hasSize(9).containsEntry("(other)", 12L);
        assertThat(suspects.keySet()).allMatch(name -> name.length() <= 64);
    }

    @ParameterizedTest
    @CsvSource({
        "cudaLaunchKernel, 1",
        "cuLaunchKernelEx, 1",
        "hipModuleLaunchKernel, 1",
        "cudaGraphLaunch, 1",
        "cnInvokeKernel, 1",
        "runFunction_mm, 1",
        "cudaLaunchHostFunc, 0",
        "cudaMemcpyAsync, 0"
    })
    void callsThatLaunchWithoutADeviceEventAreCounted(String call, long launches) {
        String event = """
                {"ph": "X", "cat": "cuda_runtime", "name": "%s", "pid": 1, "tid": 3, "ts": 9, "dur": 1, "args": {"correlation": 5}}""".formatted(call);

        assertThat(Ingested.of(file(event)).totals().getLaunchesWithoutDeviceEvents())
                .isEqualTo(launches);
        assertThat(Ingested.of(file(event, KERNEL.formatted("0", "\"correlation\": 5")))
                        .totals()
                        .getLaunchesWithoutDeviceEvents())
                .isZero();
    }

    @Test
    void launchesAndNoDeviceEventAtAllMeanThatTheDeviceWasNotRecorded() {
        String event = """
                {"ph": "X", "cat": "cuda_runtime", "name": "cudaLaunchKernel", "pid": 1, "tid": 3, "ts": 9, "dur": 1}""";
        String[] events = Collections.nCopies(200, event).toArray(String[]::new);

        assertThat(Ingested.of(file(events)).report().warnings())
                .singleElement()
                .asString()
                .endsWith(": 200 launch calls and no device event: the profiler lost the events of the device or did"
                        + " not record it");
    }

    @Test
    void anEmptyObjectIsNoRejectedEvent() {
        Ingested trace = Ingested.of(file("{}", KERNEL.formatted("0", ""), "{ }", "{\"args\": {}}"));

        assertThat(trace.rejected()).isEmpty();
        assertThat(trace.totals().getMerged()).isEqualTo(Map.of("empty", 3L));
        assertThat(trace.report().withinRejectBudget()).isTrue();
    }
}
