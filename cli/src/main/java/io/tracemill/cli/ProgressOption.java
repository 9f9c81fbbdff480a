package io.tracemill.cli;

import picocli.CommandLine.Option;

/** Whether a command shows its progress. */
final class ProgressOption {

    @Option(
            names = {"--quiet", "--no-progress"},
            description = "Do not show progress.")
    private boolean quiet;

    boolean isShown() {
        return !quiet;
    }
}
