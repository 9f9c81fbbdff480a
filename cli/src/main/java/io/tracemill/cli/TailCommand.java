package io.tracemill.cli;

import io.tracemill.cli.config.Counts;
import io.tracemill.cli.config.TopicName;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.FieldCondition;
import io.tracemill.cli.service.RecordSelection;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.service.TopicReader;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints the records of a topic. */
@Command(
        name = "tail",
        header = "Print the records of a topic as JSON lines as they arrive.",
        footer = {
            "",
            "Examples:",
            "  tracemill tail bottlenecks --bootstrap-server kafka:9092",
            "  tracemill tail bottlenecks --bootstrap-server kafka:9092 \\",
            "      --fields run,rank,device,step,bottleneck,confidence",
            "  tracemill tail bottlenecks --bootstrap-server kafka:9092 \\",
            "      --where bottleneck=sync_bound --where \"idle_pct>20\"",
            "  tracemill tail dead-letters --bootstrap-server kafka:9092 --from-beginning \\",
            "      | jq .message"
        })
final class TailCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "TOPIC",
            converter = TopicName.class,
            description = "Topic name without the prefix, such as bottlenecks.")
    private Topic topic = Topic.BOTTLENECKS;

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Option(names = "--from-beginning", description = "Start with the oldest record instead of the next one.")
    private boolean fromBeginning;

    @Option(names = "--until-end", description = "Stop at the current end of the topic.")
    private boolean untilEnd;

    @Option(
            names = "--fields",
            paramLabel = "FIELD",
            split = ",",
            description = "Print only these fields, separated by commas.")
    private List<String> fields = new ArrayList<>();

    @Option(
            names = "--max-records",
            paramLabel = "N",
            converter = Counts.class,
            description = "Stop after so many printed records.")
    private int most = Integer.MAX_VALUE;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            converter = Conditions.class,
            description = "Print only records for which this holds: FIELD=VALUE, FIELD!=VALUE, FIELD<VALUE or"
                    + " FIELD>VALUE; repeat it to require several. Values of enums are taken in any case.")
    private List<FieldCondition> where = new ArrayList<>();

    TailCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RecordSelection selection = UsageError.checked(spec, () -> RecordSelection.of(topic, where, fields));
        Cluster cluster = options.cluster();
        Topics topics = cluster.topics(topic);
        try (Shutdown shutdown = new Shutdown(() -> {});
                TopicReader reader = new TopicReader(topics, topic, cluster.client(), fromBeginning)) {
            long left = most;
            while (left > 0 && !shutdown.isAsked() && !(untilEnd && reader.isAtEnd())) {
                left -= reader.print(selection, left, console.out(), line -> console.say("tracemill tail: " + line));
            }
        } catch (KafkaException e) {
            throw cluster.failure(e);
        }
        return ExitCode.DONE.code();
    }

    /** Converter of a condition. */
    static final class Conditions implements ITypeConverter<FieldCondition> {
        @Override
        public FieldCondition convert(String text) {
            try {
                return FieldCondition.of(text);
            } catch (IllegalArgumentException e) {
                TypeConversionException rejected = new TypeConversionException(String.valueOf(e.getMessage()));
                rejected.initCause(e);
                throw rejected;
            }
        }
    }
}
