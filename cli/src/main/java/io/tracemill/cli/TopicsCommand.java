package io.tracemill.cli;

import io.tracemill.cli.config.Counts;
import io.tracemill.cli.config.Durations;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
            "      --replication 3 --wait 1min"
        })
final class TopicsCommand extends CommonOptions implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(TopicsCommand.class);

    private static final long AGAIN_AFTER_NANOS = 500_000_000;

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

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Ask again until all is right, for at most this time, while a cluster starts.")
    private Duration patience = Duration.ZERO;

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
        List<String> problems = problemsInTheEnd();
        problems.forEach(console.out().writer()::println);
        if (problems.isEmpty()) {
            console.say("tracemill topics: OK: " + Topic.values().length + " topics");
        }
        return (problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED).code();
    }

    /** What is still wrong when the time to wait is over. */
    private List<String> problemsInTheEnd() throws Failure, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (problems().isEmpty()) {
                    return List.of();
                }
            } catch (Failure e) {
                LOG.debug("asking again", e);
            }
            LockSupport.parkNanos(AGAIN_AFTER_NANOS);
        }
        return problems();
    }

    private List<String> problems() throws Failure, InterruptedException {
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
        return problems;
    }
}
