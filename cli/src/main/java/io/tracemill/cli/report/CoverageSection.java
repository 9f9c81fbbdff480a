package io.tracemill.cli.report;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceInfo;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How much of the file the numbers stand on. */
final class CoverageSection {

    private CoverageSection() {}

    static void print(TraceReport report, Page page) {
        TraceInfo trace = report.trace();
        page.heading("COVERAGE");
        ingest(trace.getTotals(), page);
        page.text("Spans " + Figures.count(trace.getSpans()) + ", written " + Figures.count(trace.getSpansWritten())
                + (trace.getDropped().isEmpty() ? "" : "; dropped before the analysis" + causes(trace.getDropped()))
                + ".");
        links(trace, page);
        if (trace.getFoldedNames() > 0) {
            page.text("Names past the limit: " + Figures.count(trace.getFoldedNames())
                    + " spans are counted as (other).");
        }
        if (trace.getEvictedLaunches() > 0) {
            page.text("Launches given up before all their kernels came: " + Figures.count(trace.getEvictedLaunches())
                    + ".");
        }
    }

    private static void ingest(@Nullable IngestTotals totals, Page page) {
        if (totals == null) {
            return;
        }
        page.text("Events read " + Figures.count(totals.getEventsRead())
                + " = published " + Figures.count(totals.getPublished())
                + " + filtered " + counted(totals.getFiltered())
                + " + merged " + counted(totals.getMerged())
                + " + rejected " + counted(totals.getRejected())
                + ", from " + Figures.bytes(totals.getBytesRead()) + " of JSON.");
    }

    private static void links(TraceInfo trace, Page page) {
        if (trace.getDeviceEvents() == 0) {
            return;
        }
        page.text("Device events " + Figures.count(trace.getDeviceEvents())
                + ": linked to an operator " + share(trace.getLinked(), trace)
                + "; launch not in the trace " + share(trace.getUnlinkedNoLaunch(), trace)
                + "; launched outside any operator " + share(trace.getUnlinkedNoOwner(), trace) + ".");
    }

    private static String share(long events, TraceInfo trace) {
        return Figures.count(events) + " (" + Figures.share(events, trace.getDeviceEvents()) + ")";
    }

    private static String counted(Map<String, Long> counts) {
        long sum = counts.values().stream().mapToLong(Long::longValue).sum();
        return Figures.count(sum) + (sum == 0 ? "" : causes(counts));
    }

    private static String causes(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(cause -> cause.getKey() + " " + Figures.count(cause.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
