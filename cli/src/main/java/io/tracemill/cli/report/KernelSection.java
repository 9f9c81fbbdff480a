package io.tracemill.cli.report;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.KernelStats;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What each kernel, copy and collective cost on each device, and where its time went before and after it ran. */
final class KernelSection {

    private KernelSection() {}

    static void print(TraceReport report, Page page) {
        if (report.kernels().isEmpty()) {
            return;
        }
        page.heading(
                "KERNELS  (by total time; means of launch call, wait in the queue, execution, wait for completion)");
        List<KernelStats> shown = report.kernels().stream().limit(page.top()).toList();
        page.table(costs(shown));
        page.more(report.kernels().size(), "kernels");
        if (shown.stream().anyMatch(KernelStats::getGeometryVaries)) {
            page.text("* of its longest call; other calls were launched otherwise");
        }
        PipelineSection.print(shown, page);
        counters(shown.stream().filter(row -> !PipelineSection.tells(row)).toList(), page);
    }

    private static TextTable costs(List<KernelStats> rows) {
        TextTable table = new TextTable(
                "<kernel",
                "device",
                "count",
                "total",
                "share",
                "grid",
                "block",
                "occupancy",
                "launch",
                "queuing",
                "execution",
                "completion");
        for (KernelStats row : rows) {
            table.row(
                    row.getKernel(),
                    Labels.device(row.getDevice()),
                    Figures.count(row.getCount()),
                    Figures.time(row.getTotalNs()),
                    percent(row.getPercentage()),
                    geometry(row.getGrid(), row),
                    geometry(row.getBlock(), row),
                    percent(row.getOccupancyPct()),
                    time(row.getLaunchNs()),
                    time(row.getQueuingNs()),
                    Figures.time(row.getAvgNs()),
                    time(row.getCompletionNs()));
        }
        return table;
    }

    private static void counters(List<KernelStats> rows, Page page) {
        TextTable table = new TextTable("<kernel", "device", "<hardware counters, means");
        for (KernelStats row : rows) {
            String counters = counters(row);
            boolean saidBelow = row.getKind() == EventKind.COMMUNICATION; // by link and kind of collective
            if (!counters.isEmpty() && !saidBelow) {
                table.row(row.getKernel(), Labels.device(row.getDevice()), counters);
            }
        }
        if (!table.isEmpty()) {
            page.heading("COUNTERS");
            page.table(table);
        }
    }

    private static String counters(KernelStats row) {
        Map<String, Double> counters = row.getCounters();
        if (counters == null) {
            return "";
        }
        return new TreeMap<>(counters)
                .entrySet().stream()
                        .map(counter -> counter.getKey() + " " + String.format(Locale.ROOT, "%.4g", counter.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String geometry(@Nullable String geometry, KernelStats row) {
        return geometry == null ? "" : row.getGeometryVaries() ? geometry + "*" : geometry;
    }

    private static String percent(@Nullable Double percent) {
        return percent == null ? "" : Figures.percent(percent);
    }

    private static String time(@Nullable Double ns) {
        return ns == null ? "" : Figures.time(ns);
    }
}
