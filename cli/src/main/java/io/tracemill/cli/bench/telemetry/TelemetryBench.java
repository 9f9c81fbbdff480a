package io.tracemill.cli.bench.telemetry;

import io.tracemill.cli.temp.TempDirectory;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.ArchiveConfig;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.publish.KafkaBatchPublisher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Reads a made-up fleet into an embedded broker, an archive and the fleet topology, and checks that both have what was
 * read.
 */
public final class TelemetryBench {

    private final TelemetryBenchRequest request;
    private final Path parent;
    private final Consumer<String> progress;

    /** A job for one request, whose files are below a directory and go with it. */
    public TelemetryBench(TelemetryBenchRequest request, Path parent, Consumer<String> progress) {
        this.request = request;
        this.parent = parent;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws IOException if something fails, or an answer is wrong; the message is one line
     */
    public TelemetryReport measure() throws IOException, InterruptedException {
        try (TempDirectory work = TempDirectory.in(parent);
                EmbeddedKafka kafka = EmbeddedKafka.start(work.path().resolve("broker"))) {
            Topics topics = new Topics(Topics.DEFAULT_PREFIX, request.partitions(), (short) 1);
            Map<String, Object> client = kafka.clientSettings();
            try (Admin admin = Admin.create(client)) {
                admin.createTopics(EmbeddedKafka.coordinatorTopics());
                topics.create(admin);
            }
            Path out = work.path().resolve("archive");
            ArchiveConfig config =
                    ArchiveConfig.defaults(out, topics, kafka.clusterId()).withLastingTopics();
            Lags lags = new Lags();
            try (KafkaBatchPublisher publisher = new KafkaBatchPublisher(topics, client);
                    ArchiveJob archive = new ArchiveJob(config, client);
                    FleetRun fleet = new FleetRun(topics, client, work.path());
                    TraceFlood flood = new TraceFlood(request, topics, client, work.path(), lags)) {
                TelemetryRun run = new TelemetryRun(request, publisher, archive, fleet, new Logs(work.path()));
                return report(run.measure(flood, lags, progress), run, work.path());
            }
        }
    }

    private TelemetryReport report(TelemetryReport.Times times, TelemetryRun run, Path work)
            throws IOException, InterruptedException {
        Path files = work.resolve("archive");
        Flow flow = run.flow();
        ReadingTotals totals = run.totals();
        ParquetRows rows = ParquetRows.of(files);
        require(
                "samples read",
                totals.read(),
                request.answers() * request.fleet().readingsPerAnswer());
        require("readings published", totals.published(), totals.read());
        require("readings given to the broker", flow.tally().readings(), totals.published());
        require("readings lost", run.lost(), 0);
        require("rows of telemetry", rows.rows(), totals.published());
        require("the sum over the rows", rows.sum(), flow.tally().sum());
        require("nodes", rows.nodes(), request.fleet().nodes());
        require("readings of the fleet topology", flow.fleet().counts().readings(), totals.published());
        require("readings that it refused", flow.fleet().counts().refusedReadings(), 0);
        require(
                "rows of device_health",
                HealthTable.of(files).rows(),
                flow.fleet().healthRows());
        HealthTable.of(files).check(request);
        TelemetryReport.Bytes bytes = new TelemetryReport.Bytes(
                flow.feed().textBytes(), run.encodedBytes(), run.topicBytes(), ParquetRows.bytes(files, "telemetry"));
        progress.accept("restoring the state");
        FleetUse use = flow.fleet().end(request.fleet().nodes());
        return new TelemetryReport(request, totals, times, bytes, use);
    }

    private static void require(String what, long is, long shouldBe) throws IOException {
        if (is != shouldBe) {
            throw new Failure("wrong answer: " + what + " should be " + shouldBe + " but are " + is);
        }
    }
}
