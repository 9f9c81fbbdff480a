package io.tracemill.cli;

import picocli.CommandLine.Option;

/** Whether a command shows its progress, and says what it has written. */
final class ProgressOption {

    @Option(
            names = {"--quiet", "--no-progress"},
            description = "Show neither progress nor what was written; results are still printed.")
    private boolean quiet;

    boolean isShown() {
        return !quiet;
    }
}
