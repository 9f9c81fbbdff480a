package io.tracemill.cli.report;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.IngestTotals;
import java.util.List;
import java.util.Locale;

/** What each device is bound by, in one sentence with its numbers; then how far to trust it, why, and what to do. */
final class VerdictSection {

    private VerdictSection() {}

    static void print(TraceReport report, Page page) {
        page.heading("VERDICT");
        List<Bottleneck> verdicts = report.bottlenecks().stream()
                .filter(row -> row.getStep() == null)
                .toList();
        if (verdicts.isEmpty()) {
            page.text(
                    isTruncated(report)
                            ? "No device worked in what is left of this trace; what is cut off may hold what they did."
                            : "No device worked in this trace, so there is nothing a device could be bound by.");
        }
        for (Bottleneck verdict : verdicts) {
            page.text(sentence(verdict));
            verdict.getEvidence().forEach(line -> page.text("- " + line));
            page.text("Advice: " + verdict.getRecommendation());
        }
    }

    private static boolean isTruncated(TraceReport report) {
        IngestTotals totals = report.trace().getTotals();
        return totals != null && totals.getTruncated();
    }

    private static String sentence(Bottleneck row) {
        String verdict = row.getBottleneck() == BottleneckClass.BALANCED
                ? " is balanced"
                : " is " + Labels.bound(row.getBottleneck()) + "-bound";
        return Labels.device(row.getDevice(), row.getDeviceName()) + verdict + ": of "
                + Figures.time(row.getTotalNs())
                + " it spent " + Figures.percent(row.getComputingPct()) + " computing, "
                + Figures.percent(row.getMemcpyPct()) + " on memory, "
                + Figures.percent(row.getCommunicationPct()) + " communicating and "
                + Figures.percent(row.getIdlePct()) + " idle; confidence "
                + row.getConfidence().name().toLowerCase(Locale.ROOT)
                + (row.getReasons().isEmpty() ? "." : " (" + String.join("; ", row.getReasons()) + ").");
    }
}
