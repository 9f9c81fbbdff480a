package io.tracemill.cli.analyze;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.ArchiveConfig;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.streams.TopologyJob;
import io.tracemill.streams.TraceTopology;
import io.tracemill.streams.TraceTopologyConfig;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The topology and the archive job of an embedded broker, not started yet.
 *
 * @param bootstrapServers address of the broker that they connect to
 */
record LocalJobs(String bootstrapServers, TopologyJob topology, ArchiveJob archive) implements AutoCloseable {

    /** A run ends when all its files are analysed, which is said, and may take any time. */
    private static final Duration RUN_TIMEOUT = Duration.ofDays(7);

    static LocalJobs of(EmbeddedKafka kafka, Topics topics, Path state, AnalyzeRequest request, boolean comparesRanks) {
        String bootstrapServers = kafka.bootstrapServers();
        TraceTopologyConfig config = TraceTopologyConfig.defaults(topics)
                .withPass(request.pass())
                .withRunTimeout(comparesRanks ? RUN_TIMEOUT : null);
        TopologyJob topology = new TopologyJob(new TraceTopology(config), LocalClientSettings.streams(kafka, state));
        ArchiveJob archive = new ArchiveJob(
                ArchiveConfig.defaults(request.out(), topics, kafka.clusterId()).withLastingTopics(),
                LocalClientSettings.settings(kafka));
        return new LocalJobs(bootstrapServers, topology, archive);
    }

    /** Gives up what was not started. */
    @Override
    public void close() {
        topology.close();
        archive.close();
    }
}
