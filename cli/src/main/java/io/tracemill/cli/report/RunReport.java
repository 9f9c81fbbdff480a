package io.tracemill.cli.report;

import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.streams.diagnose.KnowledgeBase;
import java.util.List;
import java.util.Optional;

/**
 * How the ranks of a run differ.
 *
 * @param whole over their whole traces
 * @param steps in each step, in order
 * @param findings what makes the run slow, most expensive first
 * @param diagnoses why it is slow: the causes of each finding, the likeliest first; empty if no telemetry was read
 * @param collectives its collectives by group, kind and size
 */
public record RunReport(
        RankSpread whole,
        List<RankSpread> steps,
        List<SlowRankFinding> findings,
        List<Diagnosis> diagnoses,
        List<CollectiveStats> collectives) {

    /** Checks which is which. */
    public RunReport {
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
        diagnoses = List.copyOf(diagnoses);
        collectives = List.copyOf(collectives);
        if (whole.getStep() != null || steps.stream().anyMatch(row -> row.getStep() == null)) {
            throw new IllegalArgumentException("a run must have one row without a step, and steps; but was "
                    + whole.getStep() + " with " + steps.size() + " rows");
        }
    }

    /** The likeliest cause of a finding; empty if none is known. */
    Optional<Diagnosis> cause(SlowRankFinding finding) {
        int number =
                1 + findings.stream().filter(row -> !row.getMinor()).toList().indexOf(finding);
        return diagnoses.stream()
                .filter(row -> row.getFindingNumber() == number && row.getCauseNumber() == 1)
                .filter(row -> row.getKind() == finding.getKind() && isKnown(row))
                .findFirst();
    }

    /** Whether a diagnosis names a cause. */
    static boolean isKnown(Diagnosis row) {
        return !row.getCause().equals(KnowledgeBase.UNKNOWN);
    }
}
