package io.tracemill.cli;

import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.terminal.Failure;
import picocli.CommandLine.Option;

/** The options for reaching a Kafka cluster. */
final class ClusterOptions extends ClusterAccessOptions {

    @Option(
            names = "--bootstrap-server",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Brokers of the Kafka cluster, separated by commas.")
    private String bootstrapServer = "";

    Cluster cluster() throws Failure {
        return cluster(bootstrapServer);
    }
}
