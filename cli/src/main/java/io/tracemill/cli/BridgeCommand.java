package io.tracemill.cli;

import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.Service;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.MachineName;
import io.tracemill.cli.service.SenderTopics;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.telemetry.bridge.Bridge;
import io.tracemill.telemetry.bridge.BridgeConfig;
import io.tracemill.telemetry.bridge.BridgeCounts;
import io.tracemill.telemetry.bridge.KafkaClients;
import io.tracemill.telemetry.bridge.TopicRecords;
import io.tracemill.telemetry.publish.Ticks;
import io.tracemill.telemetry.quantity.QuantityTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Carries the messages of other senders' topics into the topic of readings until it is asked to stop. */
@Command(
        name = "bridge",
        header = "Publish the readings that Telegraf, OpenTelemetry and others send to topics, until SIGTERM.",
        description = {
            "Any number of instances can share the work. Within one cluster, each message counts exactly once. A topic"
                    + " is read from its oldest message on, and never created.",
            "A message that is in none of the formats is sent to dead-letters."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill bridge telegraf otlp_metrics --bootstrap-server kafka:9092",
            "  tracemill bridge metrics --topic-format metrics=vector-json \\",
            "      --from-bootstrap-server edge:9092 --bootstrap-server kafka:9092"
        })
final class BridgeCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "Topic of another sender.")
    private List<String> topics = new ArrayList<>();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final BridgeSourceOptions source = new BridgeSourceOptions();

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "Consumer group, which shares the work (default: the prefix and bridge, as in"
                    + " tracemill.bridge).")
    private @Nullable String group;

    @Mixin
    private final QuantitiesOption quantities = new QuantitiesOption();

    BridgeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        QuantityTable table = quantities.table();
        Set<String> named = new TreeSet<>(topics);
        Cluster cluster = options.cluster();
        String prefix = cluster.topics(1, 1).prefix();
        BridgeConfig config = UsageError.checked(spec, () -> {
            SenderTopics.requireForeign(named, prefix);
            source.check();
            return new BridgeConfig(named, source.formats(), source.telegrafUnit(), table);
        });
        service.startLog();
        Cluster senders = source.cluster(cluster);
        SenderTopics.requireReadable(senders, named);
        Topics ours = cluster.topics(TopicUse.BRIDGE);
        KafkaClients clients = new KafkaClients(
                group == null ? prefix + "bridge" : group,
                cluster.client(),
                source.isAnotherCluster() ? senders.client() : null);
        BridgeCounts counts = new BridgeCounts();
        try (Shutdown shutdown = new Shutdown(() -> {});
                MonitoringServer monitoring = MonitoringServer.at(service.http(Service.BRIDGE), shutdown::isAsked);
                Ticks ticks = new Ticks(ours, cluster.client(), "bridge " + MachineName.get())) {
            ticks.start();
            monitoring.show(counts, senders.client(), flow(named, ours));
            console.as(logFormat(), Level.INFO).say("tracemill bridge: running" + monitoring.where());
            new Bridge(config, new TopicRecords(ours), counts, this::warn).run(clients, stop(shutdown));
        } catch (KafkaException e) {
            throw failure(e, cluster, senders);
        }
        return ExitCode.DONE.code();
    }

    private static String flow(Set<String> named, Topics ours) {
        return String.join(", ", named) + " -> " + ours.name(Topic.FLEET_TELEMETRY) + ", "
                + ours.name(Topic.DEAD_LETTERS) + "\n";
    }

    private static Bridge.Stop stop(Shutdown shutdown) {
        return new Bridge.Stop() {
            @Override
            public boolean isAsked() {
                return shutdown.isAsked();
            }

            @Override
            public boolean await(long millis) throws InterruptedException {
                return shutdown.await(millis);
            }
        };
    }

    /** The group is that of the cluster of the senders; what else can be denied is checked there before. */
    private static Failure failure(KafkaException e, Cluster cluster, Cluster senders) {
        return (e instanceof GroupAuthorizationException ? senders : cluster).failure(e);
    }

    private void warn(String line) {
        console.as(logFormat(), Level.WARN).say("tracemill bridge: " + line);
    }

    @Override
    LogFormat logFormat() {
        return service.logFormat();
    }
}
