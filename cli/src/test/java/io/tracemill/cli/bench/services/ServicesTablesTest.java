package io.tracemill.cli.bench.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.bench.services.ServicesReport.Memory;
import io.tracemill.cli.bench.services.ServicesReport.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServicesTablesTest {

    private static final long MILLI = 1_000_000;

    @Test
    void whatTheManyTakeBeyondTheOneIsTheFixedCost() {
        ServicesReport report = new ServicesReport(
                new ServicesBenchRequest(100, 2_000_000, 1, 2, 16, 1, "512m"),
                new Phase(5_000 * MILLI, cpu(2_000, 500, 1_500, 1_000)),
                new Phase(2_000 * MILLI, cpu(1_500, 100, 700, 300)),
                Map.of("stream", new Memory(300_000_000, 310_000_000, 320_000_000)),
                48);
        StringWriter text = new StringWriter();
        report.printTables(new PrintWriter(text, true), 120);

        assertThat(text.toString().replaceFirst("^\\d+ cores", "N cores")).isEqualTo("""
                N cores; 100 traces of 2.00 MB in 2 runs, pushed by 16 producers; 1 stream and archive each; every process \
                has -Xmx512m

                ANSWERS  (checked; the archive has the rows that one process makes of the same traces)
                  finished after 5.0 s = 20.0 traces/s; one trace of their size after 2.0 s
                  48 Parquet files of all runs

                CPU AND MEMORY
                  service     CPU  per trace    fixed  CPU, one large  memory, first    last    most
                  receive  2.00 s    20.0 ms   5.0 ms          1.50 s            0 B     0 B     0 B
                  broker   0.50 s     5.0 ms   4.0 ms          0.10 s            0 B     0 B     0 B
                  stream   1.50 s    15.0 ms   8.0 ms          0.70 s         300 MB  310 MB  320 MB
                  archive  1.00 s    10.0 ms   7.0 ms          0.30 s            0 B     0 B     0 B
                  all      5.00 s    50.0 ms  24.0 ms          2.60 s

                fixed: CPU time of one of the traces beyond its part of the one of their size
                memory: resident, of the largest process: most in the first quarter of the time, in the last, in all
                """);
    }

    private static Map<String, Long> cpu(long receive, long broker, long stream, long archive) {
        return Map.of(
                "receive",
                receive * MILLI,
                "broker",
                broker * MILLI,
                "stream",
                stream * MILLI,
                "archive",
                archive * MILLI);
    }
}
