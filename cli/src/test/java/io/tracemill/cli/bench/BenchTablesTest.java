package io.tracemill.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.measure.ArchiveDigest;
import io.tracemill.bench.measure.BenchReport;
import io.tracemill.bench.measure.DuckDbComparison;
import io.tracemill.bench.measure.HeapUse;
import io.tracemill.bench.measure.Machine;
import io.tracemill.bench.measure.MeasuredRun;
import io.tracemill.bench.measure.ProcessUse;
import io.tracemill.bench.measure.Series;
import io.tracemill.bench.measure.Spread;
import io.tracemill.bench.measure.ThreadRole;
import io.tracemill.bench.measure.TimeUse;
import io.tracemill.bench.measure.TraceSet;
import io.tracemill.bench.measure.TraceSet.Role;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A measurement, and how it reads. */
class BenchTablesTest {
    private static final long S = 1_000_000_000;
    private static final Machine MACHINE = new Machine(2, 16_000_000_000L, "JVM 17", "Linux", "512m");

    private static final ArchiveDigest DIGEST = new ArchiveDigest(
            new ArchiveDigest.Counts(1, 2_000_000, 1_300_000, 0, 700_000, 0, 1_300_000),
            Map.of("spans", new ArchiveDigest.Rows(1_300_000, "77")));

    private static final TraceSet ONE = new TraceSet(Role.LARGE, List.of(Path.of("a.json")), 540_000_000);
    private static final TraceSet TWO =
            new TraceSet(Role.AT_ONCE, List.of(Path.of("a.json"), Path.of("b.json")), 1_080_000_000);
    private static final TraceSet SMALL = new TraceSet(Role.SMALL, List.of(Path.of("s.json")), 15_000_000);
    private static final TraceSet TOTAL = new TraceSet(Role.TOTAL, List.of(Path.of("c.json")), 1_080_000_000);

    private static final String PAGE = """
            2 cores, 16.0 GB of memory, JVM 17, Linux; every process has -Xmx512m

            ANSWERS  (laws and rows checked; equal in all runs over the same traces)
              540 MB: 2,000,000 events read = 1,300,000 published + 0 filtered + 700,000 merged + 0 rejected; 1,300,000 spans

            RUNS  (median of each)
              traces   mode  runs    wall  smallest to largest   events/s   MB/s  peak memory     CPU   JIT  paused    allocated
              540 MB   cold     3  9.00 s       8.00 - 10.00 s    222,222   60.0       700 MB  12.0 s  25 %
              540 MB   warm     1  4.00 s        4.00 - 4.00 s    500,000  135.0       700 MB   6.0 s         2.5 %  100 B/event
              15.0 MB  warm     1  2.00 s        2.00 - 2.00 s  1,000,000    7.5       700 MB   6.0 s         5.0 %  100 B/event

            STAGES  (540 MB, warm; queued: ready, but no core was free; waited: for a neighbour)
              stage                      CPU  ns/event  queued  waited  B/event allocated
              read, decompress, hash
              split, sort, publish
              parse                   2.00 s     1,000  0.50 s  0.25 s              100.0
              producers' network
              topology
              archive
              report
              compiler (JIT)
              garbage collector
              rest of the JVM
              broker and clients

            BYTES  (540 MB, warm; topics as on the broker's disk)
              topic or dataset          bytes  B/event  of the JSON
              tracemill.trace-events  20.0 MB    10.00       1/27.0
              spans                   24.0 MB    12.00       1/22.5
              the archive             24.0 MB    12.00       1/22.5

            DuckDB read_json and unnest of the same file: 45.0 s (36.0 - 54.0) and 4.00 GB of memory, 5.00 times as long as a cold analysis.
            """;

    @Test
    void everyNumberIsWhereItBelongs() {
        BenchReport report = new BenchReport(
                MACHINE,
                List.of(
                        new Series(ONE, false, List.of(cold(8), cold(10), cold(9))),
                        new Series(ONE, true, List.of(warm(4))),
                        new Series(SMALL, true, List.of(warm(2)))),
                new DuckDbComparison(Spread.of(45, 54, 36), Spread.of(4e9)));

        assertThat(lines(report)).containsExactlyElementsOf(PAGE.lines().toList());
    }

    @Test
    void tracesAtOnceAreComparedWithOneOfTheirSizeAndWithOneOfThem() {
        BenchReport report = new BenchReport(
                MACHINE,
                List.of(
                        new Series(ONE, false, List.of(cold(8))),
                        new Series(TWO, false, List.of(cold(10, 15))),
                        new Series(TOTAL, false, List.of(cold(12)))),
                null);

        List<String> lines = lines(report);

        assertThat(lines)
                .containsSequence(
                        "AT ONCE  (fixed cost: CPU time of all, less that of one of 1.08 GB, for each trace)",
                        "  traces     mode  traces/s  CPU per trace  fixed cost of a trace  events/s against one",
                        "  2 at once  cold       0.2     7,500.0 ms             1,500.0 ms            0.80 times")
                .anyMatch(line -> line.startsWith("STAGES  (2 at once, cold;"))
                .anyMatch(line -> line.startsWith("STAGES  (1.08 GB, cold;"))
                .noneMatch(line -> line.startsWith("STAGES  (540 MB"));
    }

    private static List<String> lines(BenchReport report) {
        StringWriter text = new StringWriter();
        BenchTables.print(report, new PrintWriter(text), 200);
        return text.toString()
                .lines()
                .filter(line -> !line.startsWith("No /proc"))
                .toList();
    }

    private static MeasuredRun cold(long seconds) {
        return cold(seconds, 12);
    }

    private static MeasuredRun cold(long seconds, long cpuSeconds) {
        return new MeasuredRun(
                seconds * S,
                cpuSeconds * S,
                usage(Map.of(ThreadRole.COMPILE, new TimeUse(3 * S, 0, 0))),
                null,
                Map.of("spans", 24_000_000L),
                DIGEST);
    }

    private static MeasuredRun warm(long seconds) {
        return new MeasuredRun(
                seconds * S,
                6 * S,
                usage(Map.of(ThreadRole.PARSE, new TimeUse(2 * S, S / 2, S / 4))),
                new HeapUse(3, S / 10, Map.of(ThreadRole.PARSE, 200_000_000L)),
                Map.of("spans", 24_000_000L),
                DIGEST);
    }

    private static ProcessUse usage(Map<ThreadRole, TimeUse> roles) {
        return new ProcessUse(700_000_000, roles, Map.of("tracemill.trace-events", 20_000_000L));
    }
}
