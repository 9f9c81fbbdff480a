package io.tracemill.cli.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.service.IngestCounts;
import io.tracemill.cli.service.MetricsCounts;
import io.tracemill.cli.service.ReceiveCounts;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.TraceIds;
import io.tracemill.telemetry.quantity.QuantityTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A door in this process, without tokens, and a client of it. */
abstract class AtADoor {

    static final ReceiveLimits LIMITS = new ReceiveLimits(200_000_000, 100_000_000, 2, 2, 1_000);

    static final MetricsIngest.Limits METRICS = new MetricsIngest.Limits(32 << 20, 10_000);

    @TempDir
    Path dir;

    final MemoryCluster cluster = new MemoryCluster();
    final ReceiveCounts counts = new ReceiveCounts();
    final MemoryTopic readings = new MemoryTopic();
    final MetricsCounts metrics = new MetricsCounts();
    ReceiveServer server;
    Client client;

    @BeforeEach
    void open() throws IOException {
        server = open(LIMITS, Optional.empty());
        client = new Client(server, "");
    }

    ReceiveServer open(ReceiveLimits limits, Optional<TokenFile> tokens) throws IOException {
        return open(limits, new ReceiveSettings.Access(Optional.empty(), tokens, false));
    }

    ReceiveServer open(ReceiveLimits limits, ReceiveSettings.Access access) throws IOException {
        return ReceiveServer.start(
                new ReceiveSettings(new HttpAddress("127.0.0.1", 0), access, limits, dir.resolve("spool")),
                new TraceIngest(
                        IngestConfig.defaults().withLimits(some -> some.withThreads(1)),
                        cluster::publisher,
                        cluster::isFinished,
                        new IngestCounts(),
                        counts),
                new MetricsIngest(QuantityTable.own(), METRICS, readings, metrics));
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(dir.resolve("spool")).isEmptyDirectory();
    }

    static String path(String run, byte[] trace) {
        return "/api/runs/" + run + "/traces/" + Traces.sha256(trace);
    }

    static String published(String run, @Nullable Integer rank, byte[] trace) {
        return "200 {\"trace_id\":\"" + TraceIds.of(run, rank, Traces.sha256(trace))
                + "\",\"events\":1,\"rejected\":0}";
    }

    static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
