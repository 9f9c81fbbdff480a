package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * From file to archive: small traces of writers other than PyTorch on GPUs, in the directory {@code cases} beside the
 * recorded ones.
 */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class OtherWritersCasesTest {

    @TempDir
    Path dir;

    @Test
    void eachMtiaDeviceComputesAndCopies() {
        analyze("mtia_two_devices.json");

        assertThat(rows("select device, computing_ns, memcpy_ns, exposed_memcpy_ns, total_ns from device_stats "
                        + "where step is null order by device"))
                .containsExactly("8,4400000,1100000,1100000,10950000", "9,4400000,1100000,1100000,10950000");
        assertThat(
                        rows(
                                "select distinct name, kind, copy_direction, bytes from spans where device = '8' order by name"))
                .containsExactly("dma_request,MEMCPY,DEVICE_TO_HOST,16", "fc,KERNEL,,");
    }

    @Test
    void mindSporeKernelsAreLinkedToTheOperatorThatLaunchedThem() {
        analyze("mindspore_flow.json");

        assertThat(rows("select operator, kernel_count, device_ns from operator_stats where kernel_count > 0"))
                .containsExactly("PynativeFramework::Add,120,6030000");
        assertThat(rows("select linked, unlinked_no_launch, unlinked_no_owner from traces"))
                .containsExactly("120,0,0");
    }

    @Test
    void theStreamsOfAnXlaDeviceAreItsWork() {
        CommandLineRun run = analyze("nodevice_jax_gpu.json");

        assertThat(rows("select device, kind, sum(count), sum(total_ns) from kernel_stats group by all order by kind"))
                .containsExactly("0,COMMUNICATION,10,605000", "0,KERNEL,30,1815000");
        assertThat(run.err()).doesNotContain("warning");
    }

    @Test
    void theProcessesOfRocprofAreItsDevices() {
        CommandLineRun run = analyze("nodevice_rocprof_v1.json");

        assertThat(rows("select device, kernel, kind, count, total_ns from kernel_stats"))
                .containsExactly("0,k1(int*),KERNEL,60,3000000");
        assertThat(run.err()).doesNotContain("warning");
    }

    @Test
    void launchesWithoutADeviceEventAreCalledThat() {
        CommandLineRun run = analyze("launches_without_kernels.json");

        assertThat(run.out())
                .contains(
                        "WARNING: 200 launch calls have no device event, so the profiler lost the events of the device")
                .doesNotContain("No device worked");
        assertThat(run.err()).contains("200 launch calls and no device event");
    }

    private CommandLineRun analyze(String name) {
        return ReportedCases.analyze(name, dir);
    }

    private List<String> rows(String sql) {
        return ReportedCases.rows(dir, sql);
    }
}
