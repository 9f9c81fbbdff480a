package io.tracemill.cli;

import io.tracemill.cli.config.Counts;
import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.Service;
import io.tracemill.cli.monitoring.StreamApp;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topics;
import io.tracemill.streams.FleetTopology;
import io.tracemill.streams.TopologyDefinition;
import io.tracemill.streams.TopologyJob;
import io.tracemill.streams.TraceTopology;
import io.tracemill.streams.TraceTopologyConfig;
import io.tracemill.streams.diagnose.KnowledgeBase;
import io.tracemill.streams.pass.PassConfig;
import io.tracemill.streams.rules.RuleSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the topologies against a cluster until it is asked to stop. */
@Command(
        name = "stream",
        header = "Run the topologies on a Kafka cluster until SIGTERM.",
        description =
                "Any number of instances share the work; one thread processes a trace. State is in the cluster, not"
                        + " on disk.",
        footer = {
            "",
            "Examples:",
            "  tracemill stream --bootstrap-server kafka:9092",
            "  tracemill stream --bootstrap-server kafka:9092 \\",
            "      --command-config client.properties --threads 4",
            "  tracemill stream --bootstrap-server kafka:9092 --only fleet \\",
            "      --causes our-causes.yaml"
        })
final class StreamCommand extends CommonOptions implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 200;

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final DropOption drop = new DropOption();

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Mixin
    private final PassOptions pass = new PassOptions();

    @Mixin
    private final KnowledgeOption causes = new KnowledgeOption();

    @Mixin
    private final RulesOption alerts = new RulesOption();

    @Option(
            names = "--only",
            paramLabel = "TOPOLOGY",
            description = "Run one topology: traces analyses traces, fleet joins them with telemetry and says why runs"
                    + " are slow (default: both).")
    private @Nullable Only only;

    /** One of the topologies. */
    private enum Only {
        traces,
        fleet;

        private TopicUse topics() {
            return switch (this) {
                case traces -> TopicUse.STREAM_TRACES;
                case fleet -> TopicUse.STREAM_FLEET;
            };
        }
    }

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            converter = Counts.class,
            description = "Threads of each topology; threads beyond the number of partitions are idle (default:"
                    + " ${DEFAULT-VALUE}).")
    private int threads;

    StreamCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PassConfig rules = UsageError.checked(spec, () -> pass.config(drop));
        KnowledgeBase knowledge = causes.knowledge();
        RuleSet watched = alerts.rules();
        service.startLog();
        Cluster cluster = options.cluster();
        Topics topics = cluster.topics(only == null ? TopicUse.STREAM : only.topics());
        List<TopologyDefinition> topologies = new ArrayList<>();
        if (only != Only.fleet) {
            topologies.add(
                    new TraceTopology(TraceTopologyConfig.defaults(topics).withPass(rules)));
        }
        if (only != Only.traces) {
            topologies.add(new FleetTopology(topics, knowledge, watched));
        }
        try (Shutdown shutdown = new Shutdown(() -> {});
                MonitoringServer monitoring = MonitoringServer.at(service.http(Service.STREAM), shutdown::isAsked)) {
            run(cluster, topologies, monitoring, shutdown);
        }
        return ExitCode.DONE.code();
    }

    private void run(
            Cluster cluster, List<TopologyDefinition> topologies, MonitoringServer monitoring, Shutdown shutdown)
            throws Failure, InterruptedException {
        Map<String, Object> settings = new HashMap<>(cluster.client());
        settings.put("num.stream.threads", threads);
        List<StreamApp> apps = new ArrayList<>();
        try {
            for (TopologyDefinition topology : topologies) {
                apps.add(new StreamApp(topology, new TopologyJob(topology, settings)));
            }
            warnOf(topologies.get(0).topics());
            apps.forEach(app -> app.job().start());
            monitoring.show(apps, cluster.client());
            console.as(logFormat(), Level.INFO).say("tracemill stream: running" + monitoring.where());
            while (!shutdown.await(LOOK_EVERY_MILLIS)) {
                throwFailure(cluster, apps);
            }
        } catch (KafkaException e) {
            throw cluster.failure(e);
        } finally {
            apps.forEach(app -> app.job().close());
        }
    }

    private static void throwFailure(Cluster cluster, List<StreamApp> apps) throws Failure {
        for (StreamApp app : apps) {
            Optional<Throwable> failure = app.job().failure();
            if (failure.isPresent()) {
                throw cluster.failure(failure.get());
            }
        }
    }

    @Override
    LogFormat logFormat() {
        return service.logFormat();
    }

    /**
     * A coordinator that finds no leader for a partition takes it for deleted, and never ends its transaction there
     * (Kafka 4.3.1).
     */
    private void warnOf(Topics topics) {
        if (topics.replication() == 1) {
            console.as(logFormat(), Level.WARN)
                    .err()
                    .println("tracemill stream: warning: each topic has only one replica: if a broker is killed, Kafka"
                            + " may"
                            + " duplicate, lose or hold back records in progress");
        }
    }
}
