package io.tracemill.cli.report;

import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.SlowRankFinding;
import java.util.List;

/**
 * How the ranks of a run differ.
 *
 * @param whole over their whole traces
 * @param steps in each step, in order
 * @param findings what makes the run slow, most expensive first
 * @param collectives its collectives by group, kind and size
 */
public record RunReport(
        RankSpread whole, List<RankSpread> steps, List<SlowRankFinding> findings, List<CollectiveStats> collectives) {

    /** Checks which is which. */
    public RunReport {
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
        collectives = List.copyOf(collectives);
        if (whole.getStep() != null || steps.stream().anyMatch(row -> row.getStep() == null)) {
            throw new IllegalArgumentException("a run must have one row without a step, and steps; but was "
                    + whole.getStep() + " with " + steps.size() + " rows");
        }
    }
}
