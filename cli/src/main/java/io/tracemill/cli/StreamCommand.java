package io.tracemill.cli;

import io.tracemill.cli.config.Counts;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.schemas.Topics;
import io.tracemill.streams.PassConfig;
import io.tracemill.streams.TopologyConfig;
import io.tracemill.streams.TopologyJob;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the topology against a cluster until it is told to end. */
@Command(
        name = "stream",
        header = "Run the topology against a Kafka cluster until told to end.",
        description =
                "Any number of instances share the work, a trace at a time each. State is in the cluster, none on disk.",
        footer = {
            "",
            "Examples:",
            "  tracemill stream --bootstrap-server kafka:9092",
            "  tracemill stream --bootstrap-server kafka:9092 --command-config client.properties --threads 4"
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
    private final PassOptions pass = new PassOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            converter = Counts.class,
            description = "Threads of this instance; more than partitions do nothing (default: ${DEFAULT-VALUE}).")
    private int threads;

    StreamCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        PassConfig rules = UsageError.checked(spec, () -> pass.config(drop));
        Cluster cluster = options.cluster();
        Topics topics = cluster.topics(TopicUse.STREAM);
        Map<String, Object> settings = new HashMap<>(cluster.client());
        settings.put("num.stream.threads", threads);
        TopologyConfig config = TopologyConfig.defaults(topics).withPass(rules);
        try (Shutdown shutdown = new Shutdown(() -> {});
                TopologyJob job = new TopologyJob(config, settings)) {
            job.start();
            console.err().println("tracemill stream: running");
            while (!shutdown.await(LOOK_EVERY_MILLIS)) {
                Optional<Throwable> failure = job.failure();
                if (failure.isPresent()) {
                    throw cluster.failure(failure.get());
                }
            }
        }
        return ExitCode.DONE.code();
    }
}
