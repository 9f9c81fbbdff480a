package io.tracemill.cli.report;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.TraceInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each operator and annotation cost, on the host and on the devices. */
final class OperatorSection {

    private OperatorSection() {}

    static void print(TraceReport report, Page page) {
        if (report.operators().isEmpty()) {
            return;
        }
        page.heading("OPERATORS  (by their share of device time or of self time, whichever is larger)");
        page.text("Self time of all operators " + Figures.time(selfTime(report)) + ", device time "
                + Figures.time(report.trace().getDeviceEventsNs()) + boundShares(report.trace()));
        print(rows(report, EventKind.OPERATOR), "operator", page);
        print(rows(report, EventKind.ANNOTATION), "annotation", page);
    }

    private static void print(List<OperatorStats> rows, String what, Page page) {
        if (rows.isEmpty()) {
            return;
        }
        page.out().println();
        TextTable table = new TextTable(
                "<" + what,
                "count",
                "total",
                "avg",
                "self",
                "self %",
                "device self",
                "device total",
                "device %",
                "children");
        rows.stream().limit(page.top()).forEach(row -> row(table, row));
        page.table(table);
        page.more(rows.size(), what + "s");
    }

    private static void row(TextTable table, OperatorStats row) {
        table.row(
                row.getOperator(),
                Figures.count(row.getCount()),
                Figures.time(row.getTotalNs()),
                Figures.time(row.getAvgNs()),
                Figures.time(row.getSelfNs()),
                percent(row.getPercentage()),
                Figures.time(row.getDeviceNs()),
                Figures.time(row.getDeviceTotalNs()),
                percent(row.getDevicePercentage()),
                Figures.count(row.getChildren()));
    }

    private static String percent(@Nullable Double percent) {
        return percent == null ? "" : Figures.percent(percent);
    }

    private static List<OperatorStats> rows(TraceReport report, EventKind kind) {
        return report.operators().stream().filter(row -> row.getKind() == kind).toList();
    }

    private static long selfTime(TraceReport report) {
        return rows(report, EventKind.OPERATOR).stream()
                .mapToLong(OperatorStats::getSelfNs)
                .sum();
    }

    private static String boundShares(TraceInfo trace) {
        Double compute = trace.getComputeBoundPct();
        Double memory = trace.getMemoryBoundPct();
        Double communication = trace.getCommunicationBoundPct();
        Double synchronisation = trace.getSynchronisationBoundPct();
        if (compute == null || memory == null || communication == null || synchronisation == null) {
            return ".";
        }
        return "; compute-bound " + Figures.percent(compute) + ", memory-bound " + Figures.percent(memory)
                + ", communication-bound " + Figures.percent(communication) + ", synchronisation-bound "
                + Figures.percent(synchronisation) + ".";
    }
}
