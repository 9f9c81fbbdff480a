package io.tracemill.cli;

import io.tracemill.streams.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --rules}. */
final class RulesOption {

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "YAML file with further rules of alerts, or others in the place of the program's; see"
                    + " docs/rules.md.")
    private @Nullable Path file;

    /** The program's own rules, with those of the file. */
    RuleSet rules() throws IOException {
        RuleSet own = RuleSet.own();
        return file == null ? own : own.extendedBy(file);
    }
}
