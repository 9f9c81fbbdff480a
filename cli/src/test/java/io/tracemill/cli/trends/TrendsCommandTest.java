package io.tracemill.cli.trends;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of 24 nights of two ranks with five steps each: from the 17th on, a step waits 20 ms longer. */
class TrendsCommandTest {

    @TempDir
    static Path dir;

    private static final String WINDOWS = """
            select 'nightly' as run, date '2026-01-01' + night::int as date, night || '-' || rank as trace_id, rank,
              '0' as device, step, step = 5 as truncated,
              100000000 + hash(night, step) % 1000000 + case when night >= 16 then 20000000 else 0 end
                - rank * 1000000 as total_ns,
              60000000 as computing_ns, 5000000 as exposed_communication_ns, 0 as exposed_memcpy_ns,
              total_ns - computing_ns - exposed_communication_ns as idle_ns,
              case when step = 0 then 'BALANCED' else 'SYNC_BOUND' end as bottleneck
            from range(24) n(night), range(2) r(rank), (select unnest([null, -1, 0, 1, 2, 3, 4, 5]) as step)
            """;

    @BeforeAll
    static void anArchiveOfNights() throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("create table windows as " + WINDOWS);
            write(statement, "device_stats", "select * exclude (bottleneck) from windows");
            write(
                    statement,
                    "bottlenecks",
                    "select run, date, trace_id, rank, device, step, total_ns, bottleneck from windows");
            write(
                    statement,
                    "traces",
                    "select distinct run, date, trace_id, rank, 'COMPLETE' as state, date::timestamptz as start_time"
                            + " from windows");
            write(
                    statement,
                    "alerts",
                    "select null::varchar as run, date '2026-01-05' as date, 'r' as rule, 'n1/GPU-0' as subject, state,"
                            + " 'n1' as node, 'GPU-0' as device, 1767571200000000000 as since_ns, ns as time_ns"
                            + " from (values ('PENDING', 1767571200000000000), ('FIRING', 1767571260000000000),"
                            + " ('FIRING', 1767571320000000000), ('RESOLVED', 1767571380000000000)) a(state, ns)");
            write(
                    statement,
                    "device_health",
                    "select null::varchar as run, date '2026-01-05' as date, 'n1' as node, 'GPU-0' as device,"
                            + " 1767571200000000000 as start_ns, 60000000000 as duration_ns,"
                            + " 'hw.gpu.utilization' as quantity, 0.9 as mean");
            write(
                    statement,
                    "placements",
                    "select 'nightly' as run, date '2026-01-05' as date, 'n1' as node, 0 as rank, 'GPU-0' as device,"
                            + " true as mapped, 1767600000000000000 as valid_from_ns, 1767600060000000000 as valid_to_ns");
        }
    }

    private static void write(Statement statement, String dataset, String rows) throws Exception {
        Path place = Files.createDirectories(dir.resolve(dataset));
        statement.execute("copy (" + rows + ") to '" + place
                + "' (format parquet, partition_by (run, date), overwrite_or_ignore, filename_pattern 'c-t-0-{i}')");
    }

    private static String output(String... args) {
        CommandLineRun run = CommandLineRun.of(args);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run.out();
    }

    private static List<String> csv(String sql) {
        return output("query", "--data", dir.toString(), "--format", "csv", sql)
                .lines()
                .skip(1)
                .toList();
    }

    @Test
    void aDayHasTheMedianOfItsLongestWindowsAndTheSharesOfTheRecordedTime() {
        assertThat(
                        csv(
                                "select date, traces, steps, step_ns // 1000000, computing_ns, exposed_memcpy_ns,"
                                        + " round(balanced_pct), round(sync_bound_pct), compute_bound_pct, round(stalled_pct),"
                                        + " recorded_ns // 10000000, alerts from run_trends where date in ('2026-01-05', '2026-01-20')"))
                .containsExactly(
                        "2026-01-05,2,5,100,60000000,0,20.0,80.0,0.0,40.0,100,1",
                        "2026-01-20,2,5,120,60000000,0,20.0,80.0,0.0,50.0,119,0");
    }

    /** As the view runs counts steps, and as the mean of the windows of both ranks is below that of the longest. */
    @Test
    void theTrendAgreesWithTheRuns() {
        assertThat(
                        csv(
                                "select count(*) from run_trends t join runs r using (run, date)"
                                        + " where t.steps = r.steps and t.traces = r.traces and t.step_ns - r.mean_step_ns between 0 and 2e6"))
                .containsExactly("24");
    }

    @Test
    void aChangeNamesItsDaysAndTheDiff() {
        String out = output("trends", "--data", dir.toString(), "--run", "nightly");

        assertThat(out.lines().dropWhile(line -> !line.startsWith("CHANGES")))
                .contains("  What became slower: tracemill diff nightly@2026-01-16 nightly@2026-01-17 --data " + dir)
                .filteredOn(line -> line.contains("2026-01-17") && !line.contains("diff"))
                .hasSize(2)
                .satisfiesExactly(
                        step -> assertThat(step)
                                .matches("  nightly  step +2026-01-17 +101 ms +120 ms  \\+\\d+\\.\\d %.*"),
                        idle -> assertThat(idle).matches("  nightly  idle +2026-01-17 .*"));
    }

    @Test
    void withoutTheLaterDaysNothingChanged() {
        assertThat(output("trends", "--data", dir.toString(), "--until", "2026-01-16"))
                .contains("No level changed beyond noise.")
                .doesNotContain("tracemill diff");
        assertThat(output("trends", "--data", dir.toString(), "--min-change", "30%"))
                .contains("No level changed beyond noise.");
    }

    @Test
    void aRunThatIsNotThereIsNamed() {
        CommandLineRun run = CommandLineRun.of("trends", "--data", dir.toString(), "--run", "daily");
        assertThat(run.err()).isEqualTo("tracemill: " + dir + ": contains no run that matches; runs: nightly\n");
        assertThat(run.code()).isEqualTo(1);
    }
}
