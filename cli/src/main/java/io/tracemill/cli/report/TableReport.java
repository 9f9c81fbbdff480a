package io.tracemill.cli.report;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A trace's report as tables for a terminal: the verdict first, then what it stands on. */
public final class TableReport {

    private TableReport() {}

    /** Writes the report of one trace. */
    public static void print(TraceReport report, Page page) {
        title(report.trace(), page);
        warnings(report.trace(), page);
        VerdictSection.print(report, page);
        TimelineSection.print(report, page);
        OperatorSection.print(report, page);
        KernelSection.print(report, page);
        MemorySection.print(report, page);
        CommunicationSection.print(report, page);
        CoverageSection.print(report, page);
        page.out().println();
    }

    /** Writes how the ranks of a run differ. */
    public static void print(RunReport run, Page page) {
        RankSection.print(run, page);
        page.out().println();
    }

    private static void title(TraceInfo trace, Page page) {
        TraceHeader header = trace.getHeader();
        List<String> facts = new ArrayList<>();
        facts.add("run " + trace.getRun());
        Integer rank = trace.getRank();
        if (rank != null) {
            Integer worldSize = header == null ? null : header.getWorldSize();
            facts.add("rank " + rank + (worldSize == null ? "" : " of " + worldSize));
        }
        String node = trace.getNode();
        if (node != null) {
            facts.add("node " + node);
        }
        if (header != null) {
            facts.add(header.getDialect());
            facts.add(Figures.time(header.getLastNs() - header.getFirstNs()));
        }
        facts.add(Figures.count(trace.getEvents()) + " events");
        facts.add("trace " + trace.getTraceId());
        page.out().println(TextTable.printable(header == null ? trace.getTraceId() : header.getSource()));
        page.text(String.join(", ", facts));
    }

    private static void warnings(TraceInfo trace, Page page) {
        if (trace.getState() != TraceState.COMPLETE) {
            String reason = trace.getReason();
            page.text("WARNING: this trace is " + trace.getState().name().toLowerCase(Locale.ROOT)
                    + (reason == null ? "." : ": " + reason + "."));
        }
        IngestTotals totals = trace.getTotals();
        if (totals != null && totals.getTruncated()) {
            page.text("WARNING: the file ends in the middle; only what comes before its end was analysed.");
        }
        if (totals != null) {
            totals.getNotes().forEach(note -> page.text("WARNING: " + TextTable.printable(note) + "."));
        }
    }
}
