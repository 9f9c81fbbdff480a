package io.tracemill.cli;

import io.tracemill.cli.service.MachineName;
import io.tracemill.schemas.NodeName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option {@code --node} of {@code scrape}. */
final class ScrapeNodeOption {

    private static final List<String> VARIABLES = List.of("NODE_NAME", "SLURMD_NODENAME");

    @Option(
            names = "--node",
            paramLabel = "HOST",
            description = "Node of targets on loopback, unless a label names it (default: NODE_NAME or"
                    + " SLURMD_NODENAME in the environment, else the name of this machine).")
    private @Nullable String node;

    /** The node of targets on loopback; null where nothing names it. */
    @Nullable
    String name(CommandSpec command, Map<String, String> environment) {
        if (node != null) {
            String name = NodeName.of(node);
            if (name == null) {
                throw new ParameterException(
                        command.commandLine(), "--node must name one machine but was \"" + node + '"');
            }
            return name;
        }
        for (String variable : VARIABLES) {
            String name = NodeName.of(environment.get(variable));
            if (name != null) {
                return name;
            }
        }
        return NodeName.of(MachineName.get());
    }
}
