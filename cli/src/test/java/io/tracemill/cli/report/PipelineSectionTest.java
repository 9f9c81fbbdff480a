package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.KernelStats;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineSectionTest {

    @Test
    void aKernelIsRatedByTheCoreItWasBusierOn() {
        KernelStats cube = kernel(
                "MatMul",
                Map.of(
                        "aicore_time(us)", 9.0,
                        "aic_mac_ratio", 0.8125,
                        "aic_mte2_ratio", 0.4,
                        "aiv_time(us)", 0.0,
                        "aiv_vec_ratio", 0.0,
                        "aiv_mte2_ratio", 0.0,
                        "cube_utilization(%)", 81.5));
        KernelStats vector = kernel(
                "TransData",
                Map.of(
                        "aicore_time(us)", 0.0,
                        "aic_mac_ratio", 0.0,
                        "aic_mte2_ratio", 0.0,
                        "aiv_time(us)", 50.5,
                        "aiv_vec_ratio", 0.186,
                        "aiv_mte2_ratio", 0.552,
                        "aiv_r0_read_cache_hit", 90.0,
                        "aiv_r0_read_cache_miss_allocate", 10.0));

        assertThat(printed(cube, vector)).contains("""
                  kernel     device    cube  vector    MTE2  L2 hits      cube used     efficiency  stalls on
                  MatMul          0  81.3 %          40.0 %           81.5 % (good)         81.3 %  cube
                  TransData       0          18.6 %  55.2 %   90.0 %                 55.2 % (room)  MTE2, memory-bound
                """);
    }

    @Test
    void aKernelWithoutSuchCountersIsLeftOut() {
        assertThat(printed(kernel("gemm", Map.of("smsp__inst_executed.sum", 5.0))))
                .isEmpty();
    }

    private static KernelStats kernel(String name, Map<String, Double> counters) {
        KernelStats row = ReportRows.kernel(name, true);
        row.setCounters(counters);
        return row;
    }

    private static String printed(KernelStats... rows) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        PipelineSection.print(List.of(rows), new Page(out, 140, 15));
        out.flush();
        return text.toString();
    }
}
