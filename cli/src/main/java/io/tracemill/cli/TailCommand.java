package io.tracemill.cli;

import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.service.TopicReader;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the records of a topic. */
@Command(
        name = "tail",
        header = "Print the records of a topic as JSON lines, as they come.",
        footer = {
            "",
            "Examples:",
            "  tracemill tail bottlenecks --bootstrap-server kafka:9092",
            "  tracemill tail bottlenecks --bootstrap-server kafka:9092 --where run=resnet --where bottleneck=SYNC_BOUND",
            "  tracemill tail dead-letters --bootstrap-server kafka:9092 --from-beginning --until-end | jq .message"
        })
final class TailCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "TOPIC", description = "Its name without the prefix, such as bottlenecks.")
    private String topic = "";

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Option(names = "--from-beginning", description = "Begin with the oldest record and not with the next one.")
    private boolean fromBeginning;

    @Option(names = "--until-end", description = "End where the topic ends now.")
    private boolean untilEnd;

    @Option(
            names = "--where",
            paramLabel = "FIELD=VALUE",
            description = "Only records whose field has this value; several must all hold.")
    private Map<String, String> where = new LinkedHashMap<>();

    TailCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Topic wanted = topic();
        unknownField(wanted);
        Cluster cluster = options.cluster();
        Topics topics = cluster.topics();
        try (Shutdown shutdown = new Shutdown(() -> {});
                TopicReader reader = new TopicReader(topics, wanted, cluster.client(), fromBeginning)) {
            while (!shutdown.isAsked() && !(untilEnd && reader.isAtEnd())) {
                reader.print(where, console.out());
            }
        } catch (KafkaException e) {
            throw cluster.failure(e);
        }
        return ExitCode.DONE.code();
    }

    private Topic topic() {
        List<Topic> named = Arrays.stream(Topic.values())
                .filter(candidate -> candidate.suffix().equals(topic))
                .toList();
        if (named.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no topic \"" + topic + "\", expected one of "
                            + Arrays.stream(Topic.values()).map(Topic::suffix).collect(Collectors.joining(", ")));
        }
        return named.get(0);
    }

    private void unknownField(Topic wanted) {
        List<String> fields = TopicReader.fields(wanted);
        for (String field : where.keySet()) {
            if (!fields.contains(field)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--where: " + topic + " has no field " + field + ", expected one of "
                                + String.join(", ", fields));
            }
        }
    }
}
