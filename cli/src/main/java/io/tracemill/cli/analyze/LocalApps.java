package io.tracemill.cli.analyze;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.ArchiveConfig;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.streams.TopologyConfig;
import io.tracemill.streams.TopologyJob;
import java.nio.file.Path;

/**
 * The topology and the archive job of an embedded broker, not started yet.
 *
 * @param bootstrapServers where they look for the broker
 */
record LocalApps(String bootstrapServers, TopologyJob topology, ArchiveJob archive) implements AutoCloseable {

    static LocalApps of(EmbeddedKafka kafka, Topics topics, Path state, AnalyzeRequest request) {
        String bootstrapServers = kafka.bootstrapServers();
        TopologyJob topology = new TopologyJob(
                TopologyConfig.defaults(topics).withPass(request.pass()), LocalClient.streams(bootstrapServers, state));
        ArchiveJob archive = new ArchiveJob(
                ArchiveConfig.defaults(request.out(), topics, kafka.clusterId()),
                LocalClient.settings(bootstrapServers));
        return new LocalApps(bootstrapServers, topology, archive);
    }

    /** Gives up what was not started. */
    @Override
    public void close() {
        topology.close();
        archive.close();
    }
}
