package io.tracemill.cli.capacity;

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

/**
 * Of three devices in 100 minutes. Run {@code a} has the first two until run {@code b}, of which no step was recorded,
 * takes the second at minute 60. The third has no run. In the first ten minutes nothing is to do. The utilisation of the
 * second is not read in the last five.
 */
class CapacityCommandTest {

    private static final long START = 1_767_571_200_000_000_000L; // 2026-01-05

    @TempDir
    static Path dir;

    @BeforeAll
    static void anArchiveOfThreeDevices() throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            write(statement, "device_health", """
                    select null::varchar as run, date '2026-01-05' as date, 'n1' as node, 'GPU-' || device as device,
                      %d + minute * 60000000000 as start_ns, 60000000000 as duration_ns, quantity,
                      case when quantity = 'hw.power' then 300 when minute < 10 then 0.01 else 0.9 end as mean
                    from range(3) d(device), range(100) m(minute), (values ('hw.gpu.utilization'), ('hw.power')) q(quantity)
                    where not (device = 1 and minute >= 95 and quantity = 'hw.gpu.utilization')
                    """.formatted(START));
            write(statement, "placements", """
                    select run, date '2026-01-05' as date, 'n1' as node, rank, device, mapped,
                      %1$d + minute * 60000000000 as valid_from_ns, %1$d + (minute + 1) * 60000000000 as valid_to_ns
                    from (values ('a', 0, 'GPU-0', 20, true), ('a', 1, 'GPU-1', 20, true), ('b', 0, 'GPU-1', 60, true),
                      ('c', 0, 'GPU-2', 20, false)) p(run, rank, device, minute, mapped)
                    """.formatted(START));
            write(statement, "traces", """
                    select 'a' as run, date '2026-01-05' as date, 't' || rank as trace_id, rank, 'COMPLETE' as state
                    from range(2) r(rank)
                    """);
            write(statement, "device_stats", """
                    select 'a' as run, date '2026-01-05' as date, 't' || rank as trace_id, rank, '0' as device, step,
                      false as truncated, 60000000000 as total_ns, 45000000000 as computing_ns
                    from range(2) r(rank), range(3) s(step)
                    """);
            write(statement, "bottlenecks", """
                    select 'a' as run, date '2026-01-05' as date, 't' || rank as trace_id, rank, '0' as device, step,
                      60000000000 as total_ns, case when step = 0 then 'SYNC_BOUND' else 'COMPUTE_BOUND' end as bottleneck
                    from range(2) r(rank), range(3) s(step)
                    """);
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

    @Test
    void eachMinuteOfADeviceIsOfOneRunOrNone() {
        List<String> rows = output(
                        "query",
                        "--data",
                        dir.toString(),
                        "--format",
                        "csv",
                        "select run, device, rank, count(*), min(start_ns - " + START + ") // 60000000000,"
                                + " count_if(utilization_pct < 5), count_if(utilization_pct is null)"
                                + " from device_minutes group by all order by device, run")
                .lines()
                .skip(1)
                .toList();

        assertThat(rows)
                .containsExactly(
                        "a,GPU-0,0,100,0,10,0", "a,GPU-1,1,60,0,10,0", "b,GPU-1,0,40,60,0,5", ",GPU-2,,100,0,10,0");
    }

    @Test
    void hoursAddUpAndStallsAreExtrapolatedFromWhatWasRecorded() {
        assertThat(output("capacity", "--data", dir.toString(), "--cost-per-hour", "2"))
                .isEqualTo("""
                        Capacity
                          Read: 5.00 h of 3 devices; placed with a run: 3.33 h, of which busy: 3.00 h.
                          Headroom: placed but idle 0.33 h (cost 0.67), unplaced 1.67 h (cost 3.33).
                          Stalled, extrapolated: 0.58 h of 2.33 h, 25.0 % (cost 1.17). Recorded were 4.3 % of these hours; the rest is taken to
                            be like them.
                          WARNING: The utilisation of 0.08 h was not read; they count as busy.

                        RUNS  (device-hours; stalled: busy but not computing, extrapolated from the recorded share)
                          run         devices    read    busy    idle  recorded  stalled  of busy  cost
                          a                 2  2.67 h  2.33 h  0.33 h     4.3 %   0.58 h   25.0 %  1.17
                          b                 1  0.67 h  0.67 h  0.00 h
                          (unplaced)        1  1.67 h  1.50 h  0.17 h

                        VERDICTS  (busy device-hours by what bounds the steps, extrapolated from the recorded ones)
                          run  bound by  recorded   share    busy
                          a    compute     0.07 h  66.7 %  1.56 h
                          a    sync        0.03 h  33.3 %  0.78 h

                        """);
    }

    @Test
    void csvHasEveryValue() {
        assertThat(output("capacity", "--data", dir.toString(), "--format", "csv")
                        .lines())
                .contains(
                        "run,devices,read_hours,busy_hours,idle_hours,recorded_pct,stalled_hours,stalled_pct,stalled_cost,"
                                + "unknown_hours,recorded_hours,idle_cost",
                        "b,1,0.6666666666666666,0.6666666666666666,0.0,,,,,0.08333333333333333,,",
                        "a,SYNC_BOUND,0.03333333333333334,33.333333333333336,0.7777777777777777");
    }

    @Test
    void daysWithoutTelemetryAreToldOf() {
        CommandLineRun run = CommandLineRun.of("capacity", "--data", dir.toString(), "--since", "2026-01-06");
        assertThat(run.err()).isEqualTo("tracemill: " + dir + ": contains no telemetry of devices in that time\n");
        assertThat(run.code()).isEqualTo(1);
        assertThat(CommandLineRun.of("capacity", "--data", dir.toString(), "--cost-per-hour", "-1")
                        .err())
                .isEqualTo("tracemill capacity: --cost-per-hour must be 0 or more but was -1.0\n");
    }
}
