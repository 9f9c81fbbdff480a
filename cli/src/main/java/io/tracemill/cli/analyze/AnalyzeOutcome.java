package io.tracemill.cli.analyze;

import io.tracemill.cli.telemetry.IngestedTelemetry;
import io.tracemill.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The result of an analysis.
 *
 * @param archive the archive
 * @param traceIds traces that are in the archive now, whether analysed just now or before
 * @param added how many of them were analysed just now
 * @param notWhole files that end in the middle: only what comes before was analysed
 * @param failed files that could not be analysed
 * @param pastBudget files of which more events were rejected than allowed
 * @param telemetry the files of telemetry that were read
 */
public record AnalyzeOutcome(
        Path archive,
        Set<String> traceIds,
        int added,
        List<Path> notWhole,
        int failed,
        int pastBudget,
        IngestedTelemetry telemetry) {

    /** Copies ids and files. */
    public AnalyzeOutcome {
        traceIds = Set.copyOf(traceIds);
        notWhole = List.copyOf(notWhole);
    }

    /** How the command ends: what failed counts more than what was rejected. */
    public ExitCode exitCode() {
        if (failed > 0) {
            return ExitCode.FAILED;
        }
        return pastBudget > 0 ? ExitCode.PAST_REJECT_BUDGET : ExitCode.DONE;
    }
}
