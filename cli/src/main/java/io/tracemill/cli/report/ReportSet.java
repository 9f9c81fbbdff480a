package io.tracemill.cli.report;

import java.util.List;

/**
 * All that a report is about.
 *
 * @param traces the traces, in the order of the report
 * @param runs those of their runs whose ranks were compared
 * @param telemetry the telemetry that was read with them, or that the archive holds
 */
public record ReportSet(List<TraceReport> traces, List<RunReport> runs, TelemetryUse telemetry) {

    /** Traces and runs without telemetry. */
    public ReportSet(List<TraceReport> traces, List<RunReport> runs) {
        this(traces, runs, TelemetryUse.NONE);
    }

    /** Copies the lists. */
    public ReportSet {
        traces = List.copyOf(traces);
        runs = List.copyOf(runs);
    }

    /** These traces and runs with the telemetry that lay beside them. */
    public ReportSet with(TelemetryUse beside) {
        return new ReportSet(traces, runs, beside);
    }
}
