package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.systemtests.analyze.ReportedCases;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Files made after public reports, whose ids and times are not what they seem; from file to Parquet. */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class IdsAndTimesCasesTest {

    @TempDir
    private Path archive;

    @Test
    void sixtyCollectivesWithIdZeroHaveNoLaunch() throws SQLException {
        assertThat(rows("corr0", "select concat_ws(' ', device_events, linked, unlinked_no_launch) from traces"))
                .containsExactly("60 0 60");
    }

    @Test
    void theKernelsOfMergedRanksBelongToTheirOwnOperators() throws SQLException {
        assertThat(rows(
                        "merged_ranks_combine",
                        "select concat_ws(' ', operator, kernel_count, device_ns) from operator_stats order by all"))
                .containsExactly(
                        "aten::add 30 1500000",
                        "aten::gelu 30 1500000",
                        "aten::mm 30 1500000",
                        "aten::softmax 30 1500000");
    }

    @Test
    void twentyKernelsWithoutATimeDoNotStretchTheWindow() throws SQLException {
        assertThat(
                        rows(
                                "ts0_kernels",
                                "select concat_ws(' ', d.date, d.total_ns, computing_ns, idle_ns, bottleneck, confidence,"
                                        + " totals.implausible['implausible-ts'], header.date_source)"
                                        + " from device_stats d join bottlenecks using (trace_id) join traces using (trace_id)"))
                .containsExactly("2025-06-15 9980000 8000000 1980000 COMPUTE_BOUND MEDIUM 20 EVENTS");
    }

    @Test
    void aKernelThatRunsOverFiftyNineLaterOnesIsClippedToTheNext() throws SQLException {
        assertThat(rows(
                        "stream_overflow",
                        "select concat_ws(' ', d.total_ns, computing_ns, clipped, bottleneck, confidence, k.total_ns)"
                                + " from device_stats d join bottlenecks using (trace_id) join kernel_stats k using (trace_id)"
                                + " where kernel like 'fmha_bwd%'"))
                .containsExactly("10940000 4460000 1 SYNC_BOUND MEDIUM 100000");
        try (ArchiveTables tables = ArchiveTables.open(archive)) {
            assertThat(tables.query(
                            "select duration_ns, reported_duration_ns from spans where reported_duration_ns > 0"))
                    .singleElement()
                    .satisfies(span -> assertThat(span.values()).containsExactly(100_000L, 1_000_000_000L));
        }
    }

    private List<String> rows(String name, String sql) throws SQLException {
        DifferentialTest.analyze(ReportedCases.file(name + ".json"), archive);
        try (ArchiveTables tables = ArchiveTables.open(archive)) {
            assertThat(Laws.broken(tables.connection())).isEmpty();
            return tables.query(sql).stream()
                    .map(row -> String.valueOf(row.values().iterator().next()))
                    .toList();
        }
    }
}
