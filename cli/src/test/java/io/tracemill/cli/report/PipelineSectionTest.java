package io.tracemill.cli.report;

import static io.tracemill.cli.report.Printed.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.schemas.KernelStats;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineSectionTest {

    @Test
    void aKernelIsRatedByTheCoreItWasBusierOn() {
        Sheet sheet = sheet(
                kernel(
                        "MatMul",
                        Map.of(
                                "aicore_time(us)", 9.0,
                                "aic_mac_ratio", 0.8125,
                                "aic_mte2_ratio", 0.4,
                                "aiv_time(us)", 0.0,
                                "aiv_vec_ratio", 0.0,
                                "aiv_mte2_ratio", 0.0,
                                "cube_utilization(%)", 81.5)),
                kernel(
                        "TransData",
                        Map.of(
                                "aicore_time(us)", 0.0,
                                "aic_mac_ratio", 0.0,
                                "aic_mte2_ratio", 0.0,
                                "aiv_time(us)", 50.5,
                                "aiv_vec_ratio", 0.25,
                                "aiv_mte2_ratio", 0.5,
                                "aiv_r0_read_cache_hit", 90.0,
                                "aiv_r0_read_cache_miss_allocate", 10.0,
                                "aiv_main_mem_read_bw(GB/s)", 100.0,
                                "aiv_main_mem_write_bw(GB/s)", 49.0)));

        assertThat(Printed.rows(sheet, "kernel", "cube_pct", "vector_pct", "mte2_pct", "l2_hits_pct"))
                .containsExactly(row("MatMul", 81.25, null, 40.0, null), row("TransData", null, 25.0, 50.0, 90.0));
        assertThat(Printed.rows(sheet, "bandwidth_gb_per_s", "bandwidth_rating", "cube_used_pct", "cube_used_rating"))
                .containsExactly(row(null, null, 81.5, "good"), row(149.0, "poor", null, null));
        assertThat(Printed.rows(sheet, "efficiency_pct", "has_room", "stalls_on", "memory_bound"))
                .containsExactly(row(81.25, false, "cube", false), row(50.0, true, "MTE2", true));
        assertThat(sheet.notes()).hasSize(1);
    }

    @Test
    void aKernelWithoutSuchCountersIsLeftOut() {
        Sheet sheet = sheet(kernel("gemm", Map.of("smsp__inst_executed.sum", 5.0)));

        assertThat(sheet.rows()).isEmpty();
        assertThat(sheet.notes()).isEmpty();
    }

    private static KernelStats kernel(String name, Map<String, Double> counters) {
        KernelStats row = ReportRows.kernel(name, true);
        row.setCounters(counters);
        return row;
    }

    private static Sheet sheet(KernelStats... kernels) {
        return Printed.sheet(
                new PipelineSection(), ReportRows.with(ReportRows.trace(false), List.of(kernels), List.of()));
    }
}
