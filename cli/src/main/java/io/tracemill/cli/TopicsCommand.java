package io.tracemill.cli;

import io.tracemill.cli.config.Counts;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates and verifies the topics of a cluster. */
@Command(
        name = "topics",
        header = "Create the topics on a Kafka cluster, or verify their settings.",
        description = {"Existing topics are not changed. With --schema-registry, create also registers the schemas."},
        footer = {
            "",
            "Examples:",
            "  tracemill topics create --bootstrap-server kafka:9092 --partitions 16 \\",
            "      --replication 3",
            "  tracemill topics verify --bootstrap-server kafka:9092 --partitions 16 \\",
            "      --replication 3"
        })
final class TopicsCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "create|verify", description = "Create missing topics, or only verify.")
    private Action action = Action.VERIFY;

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "8",
            converter = Counts.class,
            description =
                    "Partitions of each topic: the number of traces processed at a time (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "1",
            converter = Counts.class,
            description = "Replicas of each partition; 3 if nothing may be lost (default: ${DEFAULT-VALUE}).")
    private int replication;

    /** What the command does. */
    enum Action {
        CREATE,
        VERIFY
    }

    TopicsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        Cluster cluster = options.cluster();
        Topics topics = cluster.topics(partitions, replication);
        List<String> problems = cluster.ask(admin -> {
            if (action == Action.CREATE) {
                topics.create(admin);
            }
            return topics.verify(admin);
        });
        if (action == Action.CREATE) {
            cluster.register(topics, List.of(Topic.values()));
        }
        problems.forEach(console.out().writer()::println);
        if (problems.isEmpty()) {
            console.say("tracemill topics: OK: " + Topic.values().length + " topics");
        }
        return (problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED).code();
    }
}
