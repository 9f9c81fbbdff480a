package io.tracemill.systemtests.telemetry;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.systemtests.services.LocalCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that grows in a watched directory. */
class WatchedTelemetryTest {

    private static final String LOG = "timestamp, uuid, power.draw [W]\n2026/11/30 06:44:09.000, GPU-1, 70.5 W\n";

    @TempDir
    private Path dir;

    @Test
    void eachRowOfALogThatGrowsIsArchivedOnce() throws Exception {
        Path watched = Files.createDirectories(dir.resolve("watched"));
        Path log = Files.writeString(watched.resolve("smi.csv"), LOG);
        try (LocalCluster cluster = new LocalCluster(dir)) {
            CommandProcesses services = cluster.processes();
            cluster.out("topics", "create", "--partitions", "2");
            Path out = dir.resolve("out");
            cluster.archive(out);
            Process ingest =
                    cluster.start("ingest", watched.toString(), "--watch", "--settle", "500ms", "--node", "n1");
            awaitTrue(() -> values(out).equals("70.5"), services::logs);

            Files.copy(log, watched.resolve("copy.csv"));
            Files.writeString(log, LOG + "2026/11/30 06:44:10.000, GPU-1, 71 W\n");
            awaitTrue(() -> values(out).equals("70.5, 71.0"), services::logs);
            services.awaitLog(ingest, "copy.csv: was read before, as " + log);

            services.terminate(ingest);
        }
    }

    private static String values(Path out) {
        return CommandLineRun.of(
                        "query",
                        "--data",
                        out.toString(),
                        "--format",
                        "csv",
                        "select string_agg(value, ', ' order by time_ns) as values from telemetry")
                .out()
                .replaceAll("values\\n|\"|\\n", "");
    }
}
