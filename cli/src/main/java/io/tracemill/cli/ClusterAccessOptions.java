package io.tracemill.cli;

import io.tracemill.cli.config.RegistryUrl;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for a Kafka cluster whose brokers are named elsewhere. */
class ClusterAccessOptions {

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "File with Kafka client properties, such as those for TLS and SASL.")
    private @Nullable Path commandConfig;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = Topics.DEFAULT_PREFIX,
            description = "Prefix of all topic names (default: ${DEFAULT-VALUE}).")
    private String prefix = Topics.DEFAULT_PREFIX;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            converter = RegistryUrl.class,
            description = "URL of an Apicurio schema registry; records are then framed in Confluent's wire format.")
    private @Nullable URI schemaRegistry;

    Cluster cluster(String bootstrapServer) throws Failure {
        return Cluster.of(bootstrapServer, commandConfig, prefix, schemaRegistry);
    }
}
