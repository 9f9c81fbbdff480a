package io.tracemill.cli;

import io.tracemill.cli.config.Counts;
import picocli.CommandLine.Option;

/** How many rows of a long table are printed. */
final class TopOption {

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "15",
            converter = Counts.class,
            description = "Rows to print of a long table (default: ${DEFAULT-VALUE}).")
    private int rows;

    int rows() {
        return rows;
    }
}
