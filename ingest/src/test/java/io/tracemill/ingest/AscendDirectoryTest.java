package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which directories are Ascend profiles. */
class AscendDirectoryTest {

    private static final String TRACE = """
            [{"ph": "X", "name": "aten::mm", "pid": 3170820, "tid": 7, "ts": "1736408883694699.510", "dur": 40.5, "cat": "cpu_op", "args": {}},
            {"ph": "s", "name": "torch_to_npu", "id": 1736408883700059821, "pid": 3170820, "tid": 7, "ts": "1736408883694699.510", "cat": "async_npu"},
            {"name": "mm", "pid": 3246920099, "tid": 2, "ts": "1736408883700059.821", "dur": 12.02, "args": {"Task Type": "AI_CORE"}, "ph": "X"}]
            """;
    private static final String KERNELS = """
            Step Id,Name,Type,Accelerator Core,Start Time(us),Duration(us),aic_mac_ratio
            50,mm,MatMulV2,AI_CORE,1736408883700059.820\t,12.02,0.5
            """;

    @TempDir
    private Path dir;

    @Test
    void aProfileIsToldByWhatItsDirectoryHoldsAndNotByItsName() throws IOException {
        Path renamed = dir.resolve("job8/first rank");
        Path named = Files.createDirectories(renamed.resolve("ASCEND_PROFILER_OUTPUT"));
        Path moved = Files.createDirectories(dir.resolve("job9/rank/output"));
        Path flat = Files.createDirectories(dir.resolve("job10/rank"));
        Files.writeString(renamed.resolve("profiler_info_1.json"), "{}");
        Files.writeString(moved.resolveSibling("profiler_info_2.json"), "{}");
        Files.writeString(flat.resolve("profiler_info_3.json"), "{}");
        for (Path place : List.of(named, moved, flat)) {
            Files.writeString(place.resolve("kernel_details.csv"), KERNELS);
            Ingested profile =
                    Ingested.of(Files.writeString(place.resolve("trace_view.json"), TRACE), IngestConfig.defaults());
            assertThat(profile.events()).anyMatch(event -> event.contains("aic_mac_ratio"));
            assertThat(profile.report().run() + " " + profile.report().rank()).isIn("job8 1", "job9 2", "job10 3");
        }
    }

    @Test
    void aTraceWithoutAnyOfItIsInNoProfile() throws IOException {
        Path plain = Files.createDirectories(dir.resolve("job7_ascend_pt/traces"));
        Ingested trace =
                Ingested.of(Files.writeString(plain.resolve("trace_view.json"), TRACE), IngestConfig.defaults());

        assertThat(trace.report().run()).isEqualTo("traces");
        assertThat(trace.report().warnings()).isEmpty();
    }
}
