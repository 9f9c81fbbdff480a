package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ranges of CUPTI's range profiler, which have counters and made-up times, and the launches of their kernels. */
class ProfilerRangesTest {

    @Test
    void theNthRangeBelongsToTheNthLaunchIfThereAreAsMany() {
        Ingested trace = trace(
                range("gemm", 0, 0),
                range("relu", 0, 100),
                call("cudaLaunchKernel", 700, 71),
                call("cudaMemcpyAsync", 710, 72),
                call("cuLaunchKernelEx", 720, 73));

        assertThat(trace.events())
                .contains(
                        "OTHER gemm cat=cuda_profiler_range start=0 dur=100000 process=0 thread=0 device=0 correlation=71"
                                + " launch_in_trace=true counters={smsp__inst_executed.sum=5.0}",
                        "OTHER relu cat=cuda_profiler_range start=100000 dur=100000 process=0 thread=0 device=0"
                                + " correlation=73 launch_in_trace=true counters={smsp__inst_executed.sum=5.0}",
                        "LAUNCH cuLaunchKernelEx cat=cuda_runtime start=720000 dur=1000 process=1 thread=1"
                                + " correlation=73 launched_events=1");
        assertThat(trace.report().warnings()).isEmpty();
    }

    @Test
    void aRangeOverAllKernelsHasNoOperatorAndAWarningSaysSo() {
        Ingested trace = trace(range("all", 0, 0), call("cudaLaunchKernel", 5, 1), call("cudaLaunchKernel", 6, 2));

        assertThat(trace.events())
                .contains("OTHER all cat=cuda_profiler_range start=0 dur=100000 process=0 thread=0 device=0"
                        + " counters={smsp__inst_executed.sum=5.0}");
        assertThat(trace.report().warnings())
                .first()
                .asString()
                .endsWith(
                        ": the operators of 1 profiler ranges are unknown: there must be one range for each of 2 kernel"
                                + " launches, all of one device");
        assertThat(trace.totals().getNotes()).hasSize(1);
    }

    @Test
    void rangesOfTwoDevicesAreNotLinked() {
        Ingested trace = trace(
                range("a", 0, 0), range("b", 1, 0), call("cudaLaunchKernel", 5, 1), call("cudaLaunchKernel", 6, 2));

        assertThat(trace.events()).noneMatch(event -> event.contains("launch_in_trace"));
        assertThat(trace.report().warnings())
                .filteredOn(line -> line.contains("profiler ranges"))
                .hasSize(1);
    }

    @Test
    void moreRangesThanFitTheFirstTableAreLinked() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add(range("k" + i, 0, 100L * i));
            events.add(call("cudaLaunchKernel", i, 1000 + i));
        }
        Ingested trace = trace(events.toArray(String[]::new));

        assertThat(trace.events())
                .filteredOn(event -> event.startsWith("OTHER"))
                .hasSize(200)
                .allMatch(event -> event.contains("launch_in_trace=true"))
                .last()
                .asString()
                .contains("k199 ", "correlation=1199");
    }

    private static Ingested trace(String... events) {
        return Ingested.of("{\"schemaVersion\":1,\"traceEvents\":[" + String.join(",", events) + "]}");
    }

    private static String range(String name, int device, long start) {
        return "{\"ph\":\"X\",\"cat\":\"cuda_profiler_range\",\"name\":\"" + name + "\",\"pid\":" + device
                + ",\"tid\":0,\"ts\":" + start + ",\"dur\":100,\"args\":{\"smsp__inst_executed.sum\":5}}";
    }

    private static String call(String name, long start, long id) {
        return "{\"ph\":\"X\",\"cat\":\"cuda_runtime\",\"name\":\"" + name + "\",\"pid\":1,\"tid\":1,\"ts\":" + start
                + ",\"dur\":1,\"args\":{\"correlation\":" + id + "}}";
    }
}
