package io.tracemill.cli.report;

import java.util.List;

/**
 * All that a report is about.
 *
 * @param traces the traces, in the order of the report
 * @param runs those of their runs whose ranks were compared
 */
public record ReportSet(List<TraceReport> traces, List<RunReport> runs) {

    /** Copies the lists. */
    public ReportSet {
        traces = List.copyOf(traces);
        runs = List.copyOf(runs);
    }
}
