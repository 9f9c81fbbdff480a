package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The oracle against traces small enough to compute by hand. Times in µs there, in ns here. */
class OracleTest {

    @Test
    void aChildTakesItsTimeFromAllAboveItUpToTheNearestOperatorAndNoMoreThanTheyLast() throws IOException {
        Oracle oracle = oracle(
                op("outer", 0, 100),
                annotation("note", 10, 80),
                op("inner", 20, 30),
                op("late", 85, 30),
                op("empty", 40, 0));
        assertThat(column(oracle, "self_ns"))
                .isEqualTo(Map.of(
                        "OPERATOR|outer", 100_000L - 30_000 - 15_000,
                        "ANNOTATION|note", 80_000L - 30_000 - 5_000,
                        "OPERATOR|inner", 30_000L,
                        "OPERATOR|late", 30_000L,
                        "OPERATOR|empty", 0L));
        assertThat(row(oracle, "OPERATOR|outer")).containsEntry("children", 2L);
        assertThat(row(oracle, "OPERATOR|inner")).containsEntry("children", 1L);
    }

    @Test
    void aCallTakesItsTimeFromAllAboveItUpToTheNearestOperatorAndACallInACallTakesNone() throws IOException {
        Oracle oracle = oracle(
                op("outer", 0, 100),
                annotation("note", 10, 80),
                launch(20, 30, 1),
                launch(25, 10, 2),
                op("inner", 60, 20),
                launch(70, 20, 3));
        assertThat(column(oracle, "self_ns"))
                .isEqualTo(Map.of(
                        "OPERATOR|outer", 50_000L,
                        "ANNOTATION|note", 30_000L,
                        "OPERATOR|inner", 10_000L));
        assertThat(column(oracle, "runtime_ns"))
                .isEqualTo(Map.of(
                        "OPERATOR|outer", 30_000L,
                        "ANNOTATION|note", 30_000L,
                        "OPERATOR|inner", 10_000L));
    }

    @Test
    void aKernelBelongsToTheInnermostOperatorAroundItsLaunchElseToTheLatestAnnotation() throws IOException {
        Oracle oracle = oracle(
                annotation("note", 0, 100),
                op("outer", 5, 20),
                op("inner", 6, 10),
                launch(8, 2, 1),
                kernel("k", 40, 7, 1),
                launch(60, 2, 2),
                kernel("k", 70, 5, 2),
                launch(200, 2, 3),
                kernel("k", 300, 3, 3),
                kernel("k", 400, 1, 99));
        assertThat(column(oracle, "device_ns"))
                .isEqualTo(Map.of("OPERATOR|inner", 7_000L, "OPERATOR|outer", 0L, "ANNOTATION|note", 5_000L));
        assertThat(column(oracle, "device_total_ns"))
                .isEqualTo(Map.of("OPERATOR|inner", 7_000L, "OPERATOR|outer", 7_000L, "ANNOTATION|note", 12_000L));
        assertThat(oracle.devices().get("0|null"))
                .containsEntry("linked", 2L)
                .containsEntry("unlinked_no_owner", 1L)
                .containsEntry("unlinked_no_launch", 1L)
                .containsEntry("unlinked_ns", 4_000L);
    }

    @Test
    void ofCallsWithOneCorrelationOnlyTheFirstIsALaunchAndOneLaunchMayOwnMany() throws IOException {
        Oracle oracle =
                oracle(launch(1, 1, 5), launch(4, 1, 5), kernel("a", 10, 1, 5), kernel("b", 12, 1, 5), launch(6, 1, 6));
        assertThat(oracle.kinds()).isEqualTo(Map.of("LAUNCH", 1L, "RUNTIME", 2L, "KERNEL", 2L));
    }

    @Test
    void whatRunsOnADeviceIsSplitIntoComputingExposedAndIdle() throws IOException {
        Oracle oracle = oracle(
                launch(0, 4, 1),
                kernel("k", 10, 10, 1),
                kernel("nccl", 15, 15, 1),
                event("gpu_memcpy", "m", 28, 7, 1),
                launch(38, 3, 2),
                kernel("k", 45, 5, 2));
        assertThat(oracle.devices().get("0|null"))
                .containsEntry("total_ns", 40_000L)
                .containsEntry("computing_ns", 15_000L)
                .containsEntry("communication_ns", 15_000L)
                .containsEntry("overlap_ns", 5_000L)
                .containsEntry("exposed_communication_ns", 10_000L)
                .containsEntry("exposed_memcpy_ns", 5_000L)
                .containsEntry("idle_ns", 10_000L)
                .containsEntry("idle_host_ns", 3_000L)
                .containsEntry("idle_launch_ns", 3_000L)
                .containsEntry("idle_device_ns", 4_000L);
    }

    @Test
    void aStepBeginsOnTheDeviceWithTheFirstEventLaunchedInItAndCutsWhatStillRuns() throws IOException {
        Oracle oracle = oracle(
                kernel("before", 0, 5, 9),
                annotation("ProfilerStep#3", 1, 20),
                launch(2, 1, 1),
                kernel("long", 10, 30, 1),
                launch(4, 1, 2),
                annotation("ProfilerStep#4", 21, 50),
                launch(22, 1, 3),
                kernel("next", 30, 5, 3),
                kernel("late", 50, 2, 2));
        assertThat(oracle.devices().keySet()).containsExactly("0|-1", "0|3", "0|4", "0|null");
        assertThat(oracle.devices().get("0|-1"))
                .containsEntry("total_ns", 10_000L)
                .containsEntry("computing_ns", 5_000L);
        assertThat(oracle.devices().get("0|3"))
                .containsEntry("total_ns", 20_000L)
                .containsEntry("computing_ns", 20_000L);
        assertThat(oracle.devices().get("0|4"))
                .containsEntry("computing_ns", 12_000L)
                .containsEntry("idle_ns", 10_000L)
                .containsEntry("late_ns", 2_000L)
                .containsEntry("truncated", true);
    }

    @Test
    void graphLaunchesCountNeitherAsLaunchTimeNorAsQueuing() throws IOException {
        Oracle oracle = oracle(
                launch(0, 4, 1),
                kernel("k", 10, 10, 1),
                event("cuda_runtime", "cudaGraphLaunch", 20, 9, 2),
                kernel("k", 50, 20, 2));
        assertThat(oracle.kernels().get("0|KERNEL|k"))
                .containsEntry("count", 2L)
                .containsEntry("launched_count", 1L)
                .containsEntry("mean_launch_ns", 4_000.0)
                .containsEntry("mean_queuing_ns", 6_000.0)
                .containsEntry("stddev_ns", 5_000.0);
    }

    @Test
    void digitsBeyondTheNanosecondAreRoundedHalfEven() throws IOException {
        OracleTrace trace = OracleTrace.parse(
                "{\"baseTimeNanoseconds\": 1000000000000000000, \"traceEvents\": [{\"ph\": \"X\","
                        + " \"cat\": \"cpu_op\", \"name\": \"a\", \"ts\": \"5.0005\", \"dur\": 1.0015, \"pid\": 1, \"tid\": 1}]}");
        assertThat(trace.events().get(0).start).isEqualTo(1_000_000_000_000_005_000L);
        assertThat(trace.events().get(0).duration).isEqualTo(1_002L);
    }

    private static Map<String, @Nullable Object> row(Oracle oracle, String key) {
        return oracle.operators().getOrDefault(key, Map.of());
    }

    private static Map<String, Object> column(Oracle oracle, String column) {
        Map<String, Object> values = new java.util.TreeMap<>();
        oracle.operators().forEach((key, row) -> values.put(key, String.valueOf(row.get(column))));
        values.replaceAll((key, value) -> Long.valueOf(value.toString()));
        return values;
    }

    private static Oracle oracle(String... events) throws IOException {
        return Oracle.of(OracleTrace.parse("{\"traceEvents\": [" + String.join(",", List.of(events)) + "]}"));
    }

    private static String op(String name, long start, long duration) {
        return event("cpu_op", name, start, duration, 0);
    }

    private static String annotation(String name, long start, long duration) {
        return event("user_annotation", name, start, duration, 0);
    }

    private static String launch(long start, long duration, long correlation) {
        return event("cuda_runtime", "cudaLaunchKernel", start, duration, correlation);
    }

    private static String kernel(String name, long start, long duration, long correlation) {
        return event("kernel", name, start, duration, correlation);
    }

    private static String event(String category, String name, long start, long duration, long correlation) {
        return "{\"ph\": \"X\", \"cat\": \"" + category + "\", \"name\": \"" + name + "\", \"ts\": " + start
                + ", \"dur\": "
                + duration + ", \"pid\": 1, \"tid\": 1, \"args\": {\"device\": 0, \"stream\": 7, \"correlation\": "
                + correlation
                + "}}";
    }
}
