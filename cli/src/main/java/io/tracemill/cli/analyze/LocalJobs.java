package io.tracemill.cli.analyze;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.ArchiveConfig;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.streams.FleetTopology;
import io.tracemill.streams.TopologyJob;
import io.tracemill.streams.TraceTopology;
import io.tracemill.streams.TraceTopologyConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The topologies and the archive job of an embedded broker, not started yet.
 *
 * @param bootstrapServers address of the broker that they connect to
 * @param fleet the topology that joins traces with telemetry; null without telemetry
 */
record LocalJobs(
        String bootstrapServers,
        TopologyJob topology,
        @Nullable TopologyJob fleet,
        ArchiveJob archive) implements AutoCloseable {

    /** A run ends when all its files are analysed, which is said, and may take any time. */
    private static final Duration RUN_TIMEOUT = Duration.ofDays(7);

    static LocalJobs of(EmbeddedKafka kafka, Topics topics, Path state, AnalyzeRequest request, AnalyzedFiles files) {
        String bootstrapServers = kafka.bootstrapServers();
        TraceTopologyConfig config = TraceTopologyConfig.defaults(topics)
                .withPass(request.pass())
                .withRunTimeout(files.compareRanks() ? RUN_TIMEOUT : null);
        TopologyJob topology = new TopologyJob(new TraceTopology(config), LocalClientSettings.streams(kafka, state));
        ArchiveJob archive = new ArchiveJob(
                ArchiveConfig.defaults(request.out(), topics, kafka.clusterId()).withLastingTopics(),
                LocalClientSettings.settings(kafka));
        TopologyJob fleet = files.haveTelemetry()
                ? new TopologyJob(new FleetTopology(topics), LocalClientSettings.streams(kafka, state))
                : null;
        return new LocalJobs(bootstrapServers, topology, fleet, archive);
    }

    /** Gives up what was not started. */
    @Override
    public void close() {
        topology.close();
        if (fleet != null) {
            fleet.close();
        }
        archive.close();
    }
}
