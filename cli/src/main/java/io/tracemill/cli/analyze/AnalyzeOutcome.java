package io.tracemill.cli.analyze;

import io.tracemill.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.util.Set;

/**
 * The result of an analysis.
 *
 * @param archive the archive
 * @param traceIds traces that are in the archive now, whether analysed just now or before
 * @param failed files that could not be analysed
 * @param pastBudget files of which more events were rejected than allowed
 */
public record AnalyzeOutcome(Path archive, Set<String> traceIds, int failed, int pastBudget) {

    /** Copies the ids. */
    public AnalyzeOutcome {
        traceIds = Set.copyOf(traceIds);
    }

    /** How the command ends: what failed counts more than what was rejected. */
    public ExitCode exitCode() {
        if (failed > 0) {
            return ExitCode.FAILED;
        }
        return pastBudget > 0 ? ExitCode.PAST_REJECT_BUDGET : ExitCode.DONE;
    }
}
