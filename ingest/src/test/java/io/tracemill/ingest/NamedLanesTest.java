package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Small traces of writers whose events have no category: the names of their processes and threads tell the kinds. */
class NamedLanesTest {

    private static String name(String process, String name) {
        return """
                {"ph": "M", "name": "process_name", "pid": %s, "tid": 0, "args": {"name": "%s"}}""".formatted(process, name);
    }

    private static String thread(String process, int thread, String name) {
        return """
                {"ph": "M", "name": "thread_name", "pid": %s, "tid": %d, "args": {"name": "%s"}}""".formatted(process, thread, name);
    }

    private static String xla(String... events) {
        return "{\"displayTimeUnit\": \"ns\", \"metadata\": {\"highres-ticks\": true}, \"traceEvents\": ["
                + String.join(
                        ", ",
                        name("1", "/device:GPU:0"),
                        thread("1", 13, "Stream #13(Compute,MemcpyH2D)"),
                        thread("1", 99, "XLA Ops"),
                        name("701", "/host:CPU"),
                        thread("701", 9, "python"))
                + ", " + String.join(", ", events) + ", {}]}";
    }

    private static String span(int process, int thread, String start, String name, String args) {
        return """
                {"ph": "X", "pid": %d, "tid": %d, "ts": %s, "dur": 60.5, "name": "%s", "args": {%s}}""".formatted(process, thread, start, name, args);
    }

    @Test
    void xlaHasOperatorsCallsFramesAndStepsOnTheHost() {
        Ingested trace = Ingested.of(xla(
                span(701, 9, "1.0", "PjitFunction(train)", ""),
                span(701, 9, "1.5", "$train.py:9 step", ""),
                span(701, 9, "2.0", "cuLaunchKernel", "\"correlation_id\": \"7\""),
                span(701, 9, "0.5", "train", "\"step_num\": \"4\"")));

        assertThat(trace.report().dialect()).isEqualTo("xla");
        assertThat(trace.rejected()).isEmpty();
        assertThat(trace.totals().getMerged()).containsEntry("empty", 1L);
        assertThat(trace.events())
                .containsExactly(
                        "ANNOTATION train start=500 dur=60500 process=701 thread=9 step=4",
                        "OPERATOR PjitFunction(train) start=1000 dur=60500 process=701 thread=9",
                        "PYTHON $train.py:9 step start=1500 dur=60500 process=701 thread=9",
                        "RUNTIME cuLaunchKernel start=2000 dur=60500 process=701 thread=9 correlation=7");
    }

    @Test
    void xlaPutsTheWorkOfADeviceOnItsStreams() {
        String copy = "\"memcpy_details\":\"kind_src:pageable kind_dst:device size:65536 dest:0 async:1\"";
        Ingested trace = Ingested.of(xla(
                span(701, 9, "2.0", "cuLaunchKernel", "\"correlation_id\": \"7\""),
                span(1, 13, "100.0", "loop_fusion_1", "\"hlo_op\": \"fusion.1\", \"correlation_id\": \"7\""),
                span(1, 13, "200.0", "ncclDevKernel_AllReduce_Sum_f32_RING_LL", ""),
                span(1, 13, "300.0", "MemcpyH2D", copy),
                span(1, 13, "400.0", "Memset", ""),
                span(1, 99, "100.0", "fusion.1", "")));

        String lane = " dur=60500 process=1 thread=13 device=0 stream=13";
        assertThat(trace.events())
                .containsExactly(
                        "LAUNCH cuLaunchKernel start=2000 dur=60500 process=701 thread=9 correlation=7"
                                + " launched_events=1",
                        "ANNOTATION fusion.1 start=100000 dur=60500 process=1 thread=99 device=0",
                        "KERNEL loop_fusion_1 start=100000" + lane
                                + " correlation=7 launch_in_trace=true args={\"hlo_op\":\"fusion.1\"}",
                        "COMMUNICATION ncclDevKernel_AllReduce_Sum_f32_RING_LL start=200000" + lane
                                + " launch_in_trace=false",
                        "MEMCPY MemcpyH2D start=300000" + lane
                                + " launch_in_trace=false bytes=65536 direction=HOST_TO_DEVICE args={" + copy + "}",
                        "MEMSET Memset start=400000" + lane + " launch_in_trace=false");
    }

    @Test
    void rocprofNamesItsProcessesAndLinksByFlowsThatEndWithASingleStep() {
        String span = """
                {"ph": "X", "name": "%s", "pid": %d, "tid": %d, "ts": "%d", "dur": "50", "args": {"BeginNs": "1"%s}}""";
        String flow = """
                {"ts": %d, "ph": "%s", "cat": "DataFlow", "id": 0, "pid": %d, "tid": %d, "name": "dep"}""";
        Ingested trace = Ingested.of("{ \"traceEvents\": [{}, "
                + String.join(
                        ", ",
                        name("0", "Markers and Ranges"),
                        name("2", "CPU HIP API"),
                        name("1", "COPY"),
                        name("7", "GPU1"),
                        name("519", "GPU Barriers1"),
                        span.formatted("range", 0, 9, 80, ""),
                        span.formatted("hipLaunchKernel", 2, 9, 90, ""),
                        span.formatted("k1(int*)", 7, 3, 1000, ", \"dev-id\": \"1\""),
                        span.formatted("CopyHostToDevice", 1, 3, 1100, ", \"dev-id\": \"1\""),
                        span.formatted("FillBuffer", 1, 3, 1200, ", \"dev-id\": \"1\""),
                        span.formatted("<barrier packet>", 519, 3, 1300, ""),
                        flow.formatted(95, "s", 2, 9),
                        flow.formatted(1000, "t", 7, 3),
                        // a call that waits for the kernel, which is not launched by it
                        flow.formatted(1050, "s", 7, 3).replace("\"id\": 0", "\"id\": 1"),
                        flow.formatted(90, "t", 2, 9).replace("\"id\": 0", "\"id\": 1"))
                + "], \"otherData\": {}}");

        assertThat(trace.report().dialect()).isEqualTo("rocprof");
        assertThat(trace.rejected()).isEmpty();
        assertThat(trace.totals().getMerged()).containsEntry("flow", 3L);
        assertThat(trace.events().stream().map(event -> event.replaceAll(" args=.*", "")))
                .containsExactly(
                        "ANNOTATION range start=80000 dur=50000 process=0 thread=9",
                        "RUNTIME hipLaunchKernel start=90000 dur=50000 process=2 thread=9",
                        "LAUNCH dep cat=DataFlow start=95000 dur=0 process=2 thread=9 correlation=0 launched_events=1",
                        "KERNEL k1(int*) start=1000000 dur=50000 process=7 thread=3 device=1 stream=3 correlation=0"
                                + " launch_in_trace=true",
                        "MEMCPY CopyHostToDevice start=1100000 dur=50000 process=1 thread=3 device=1 stream=3"
                                + " launch_in_trace=false direction=HOST_TO_DEVICE",
                        "MEMSET FillBuffer start=1200000 dur=50000 process=1 thread=3 device=1 stream=3"
                                + " launch_in_trace=false",
                        "SYNC <barrier packet> start=1300000 dur=50000 process=519 thread=3 device=1 stream=3");
    }
}
