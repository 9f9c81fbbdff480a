package io.tracemill.cli;

import io.tracemill.cli.config.TopicName;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Topic;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the schema of a topic. */
@Command(
        name = "schema",
        header = "Print the Avro schema of a topic, which documents each field.",
        description = "The bytes that precede the data of a record are printed to stderr.",
        footer = {"", "Examples:", "  tracemill schema bottlenecks > bottlenecks.avsc"})
final class SchemaCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "TOPIC",
            converter = TopicName.class,
            description = "Topic name without the prefix, such as bottlenecks.")
    private Topic topic = Topic.BOTTLENECKS;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Schema schema = topic.schema();
        console.out().writer().println(SchemaFormatter.format("json/pretty", schema));
        String header = HexFormat.ofDelimiter(" ").formatHex(AvroSerde.header(schema));
        console.say("tracemill schema: records of " + topic.suffix() + " begin with " + header);
        return ExitCode.DONE.code();
    }
}
