package io.tracemill.cli;

import io.tracemill.cli.config.Counts;
import io.tracemill.cli.config.Ports;
import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.DirectoryLock;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a broker of Kafka, in which the services of a try-out meet. */
@Command(
        name = "broker",
        header = "Run a Kafka broker to try the services with, until SIGTERM.",
        description = {
            "One node without replicas, with all topics, which only this machine reaches. It is for trying",
            "things out: if its disk is lost, so is all that it has. Started again, it has the same data and",
            "the same login. The login is in DIR/client.properties, which only you can read; clients pass it",
            "as --command-config."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill broker --data demo",
            "  tracemill stream --bootstrap-server 127.0.0.1:9092 \\",
            "      --command-config demo/client.properties"
        })
final class BrokerCommand extends CommonOptions implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 500;

    private final Console console;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Directory of the broker's data and of the login; created if missing.")
    private Path data = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9092",
            converter = Ports.class,
            description = "Port for clients, at 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "8",
            converter = Counts.class,
            description = "Partitions of topics that are created: the number of traces processed at a time"
                    + " (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = Topics.DEFAULT_PREFIX,
            description = "Prefix of all topic names (default: ${DEFAULT-VALUE}).")
    private String prefix = Topics.DEFAULT_PREFIX;

    @Mixin
    private final LogOptions log = new LogOptions();

    BrokerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        log.start();
        try (DirectoryLock lock = DirectoryLock.of(data);
                Shutdown shutdown = new Shutdown(() -> {});
                EmbeddedKafka kafka = EmbeddedKafka.prepareKept(lock.directory(), port)) {
            kafka.start();
            Path login = data.resolve(EmbeddedKafka.CLIENT_SETTINGS);
            createTopics(Cluster.of(kafka.bootstrapServers(), login, prefix, null));
            say("running at " + kafka.bootstrapServers() + "; clients need --command-config " + login);
            say("one node without replicas, for trying things out");
            while (!shutdown.await(LOOK_EVERY_MILLIS)) {
                if (kafka.failed()) {
                    throw new Failure(data + ": the broker failed; its disk is full or failing");
                }
            }
        } catch (BindException e) {
            throw new Failure(e.getMessage() + "; choose another with --port", e);
        }
        return ExitCode.DONE.code();
    }

    private void createTopics(Cluster cluster) throws Failure, InterruptedException {
        Topics topics = cluster.topics(partitions, 1);
        cluster.ask(admin -> {
            topics.create(admin);
            return topics;
        });
    }

    private void say(String line) {
        console.as(logFormat(), Level.INFO).say("tracemill broker: " + line);
    }

    @Override
    LogFormat logFormat() {
        return log.format();
    }
}
