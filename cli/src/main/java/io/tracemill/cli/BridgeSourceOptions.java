package io.tracemill.cli;

import io.tracemill.cli.config.TimeUnits;
import io.tracemill.cli.config.TopicFormat;
import io.tracemill.cli.config.TopicFormats;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.telemetry.sniff.MessageShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the topics of a bridge are, and in which format. */
final class BridgeSourceOptions {

    @Option(
            names = "--from-bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "Brokers of another cluster, which has the topics; a message then counts at least once.")
    private @Nullable String servers;

    @Option(
            names = "--from-command-config",
            paramLabel = "FILE",
            description = "File with Kafka client properties for that cluster.")
    private @Nullable Path commandConfig;

    @Option(
            names = "--topic-format",
            paramLabel = "TOPIC=FORMAT",
            split = ",",
            splitSynopsisLabel = ",",
            converter = TopicFormats.class,
            completionCandidates = TopicFormats.class,
            description = {
                "Format of a topic: ${COMPLETION-CANDIDATES}.",
                "Default: that of the first message that has one of them."
            })
    private List<TopicFormat> formats = new ArrayList<>();

    @Option(
            names = "--telegraf-time-unit",
            paramLabel = "UNIT",
            defaultValue = "s",
            converter = TimeUnits.class,
            description = "Unit of times in telegraf-json, as json_timestamp_units has it: s, ms, us or ns (default:"
                    + " ${DEFAULT-VALUE}).")
    private TimeUnit telegrafUnit = TimeUnit.SECONDS;

    boolean isAnotherCluster() {
        return servers != null;
    }

    /**
     * Checks that properties of another cluster are for one.
     *
     * @throws IllegalArgumentException if not
     */
    void check() {
        if (servers == null && commandConfig != null) {
            throw new IllegalArgumentException("--from-command-config needs --from-bootstrap-server");
        }
    }

    /** The cluster that has the topics. */
    Cluster cluster(Cluster ours) throws Failure {
        return servers == null ? ours : Cluster.ofSenders(servers, commandConfig);
    }

    /**
     * The formats by topic.
     *
     * @throws IllegalArgumentException if a topic has two
     */
    Map<String, MessageShape> formats() {
        Map<String, MessageShape> byTopic = new LinkedHashMap<>();
        for (TopicFormat format : formats) {
            if (byTopic.put(format.topic(), format.shape()) != null) {
                throw new IllegalArgumentException("--topic-format gives two formats for " + format.topic());
            }
        }
        return byTopic;
    }

    TimeUnit telegrafUnit() {
        return telegrafUnit;
    }
}
