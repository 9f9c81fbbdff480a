package io.tracemill.cli.report;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.Gap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How each device spent its time, whole and step by step, and what it waited for. */
final class TimelineSection {

    private static final int GAPS_PER_DEVICE = 5;

    private TimelineSection() {}

    static void print(TraceReport report, Page page) {
        if (report.devices().isEmpty()) {
            return;
        }
        page.heading("TIMELINE  (communication and copies: what computing does not hide)");
        List<DeviceStats> shown = shown(report.devices(), page.top());
        page.table(breakdown(shown, verdicts(report.bottlenecks())));
        int steps = report.devices().size() - shown.size();
        if (steps > 0) {
            page.text("... and " + Figures.count(steps) + " more steps (--top shows them)");
        }
        if (shown.stream().anyMatch(DeviceStats::getTruncated)) {
            page.text("* the end of the trace cuts this step");
        }
        bubble(shown, page);
        idle(shown, page);
        gaps(report, page);
    }

    /** Every device's whole, and the first steps of each. */
    private static List<DeviceStats> shown(List<DeviceStats> rows, int top) {
        Map<String, Integer> steps = new HashMap<>();
        return rows.stream()
                .filter(row ->
                        row.getStep() == null || steps.merge(Labels.device(row.getDevice()), 1, Integer::sum) <= top)
                .toList();
    }

    private static Map<String, Bottleneck> verdicts(List<Bottleneck> rows) {
        Map<String, Bottleneck> verdicts = new HashMap<>();
        rows.forEach(row -> verdicts.put(key(row.getDevice(), row.getStep()), row));
        return verdicts;
    }

    private static String key(@Nullable String device, @Nullable Integer step) {
        return Labels.device(device) + "/" + Labels.step(step);
    }

    private static TextTable breakdown(List<DeviceStats> rows, Map<String, Bottleneck> verdicts) {
        TextTable table = new TextTable(
                "<device",
                "step",
                "window",
                "computing",
                "comm.",
                "copies",
                "idle",
                "overlap",
                "<pattern",
                "<bound by");
        for (DeviceStats row : rows) {
            long total = row.getTotalNs();
            Bottleneck verdict = verdicts.get(key(row.getDevice(), row.getStep()));
            table.row(
                    Labels.device(row.getDevice()),
                    Labels.step(row.getStep()) + (row.getTruncated() ? "*" : ""),
                    Figures.time(total),
                    Figures.share(row.getComputingNs(), total),
                    Figures.share(row.getExposedCommunicationNs(), total),
                    Figures.share(row.getExposedMemcpyNs(), total),
                    Figures.share(row.getIdleNs(), total),
                    Figures.share(row.getOverlapNs(), total),
                    Labels.pattern(row.getPattern()),
                    verdict == null ? "" : Labels.bound(verdict.getBottleneck()));
        }
        return table;
    }

    private static void bubble(List<DeviceStats> rows, Page page) {
        TextTable table = new TextTable("<device", "step", "bubble", "of the window", "<");
        for (DeviceStats row : rows) {
            if (Bubble.isIn(row)) {
                Bubble bubble = Bubble.of(row);
                table.row(
                        Labels.device(row.getDevice()),
                        Labels.step(row.getStep()),
                        Figures.time(row.getBubbleNs()),
                        Figures.percent(bubble.percent()),
                        bubble.rating());
            }
        }
        if (!table.isEmpty()) {
            page.heading("BUBBLE  (receiving from another stage of the pipeline; under " + (int) Bubble.GOOD_PCT
                    + " % is good, over " + (int) Bubble.POOR_PCT + " % poor)");
            page.table(table);
        }
    }

    private static void idle(List<DeviceStats> rows, Page page) {
        TextTable table = new TextTable(
                "<device", "step", "idle", "before the launch", "in the launch call", "after it", "launch unknown");
        for (DeviceStats row : rows) {
            if (row.getIdleNs() > 0) {
                table.row(
                        Labels.device(row.getDevice()),
                        Labels.step(row.getStep()),
                        Figures.time(row.getIdleNs()),
                        Figures.share(row.getIdleHostNs(), row.getIdleNs()),
                        Figures.share(row.getIdleLaunchNs(), row.getIdleNs()),
                        Figures.share(row.getIdleDeviceNs(), row.getIdleNs()),
                        Figures.share(row.getIdleUnknownNs(), row.getIdleNs()));
            }
        }
        if (!table.isEmpty()) {
            page.heading("IDLE  (where the host was while the device had nothing to do)");
            page.table(table);
        }
    }

    private static void gaps(TraceReport report, Page page) {
        TextTable table =
                new TextTable("<device", "gap", "starts at", "host", "launch", "device", "unknown", "<ended by");
        for (DeviceStats row : report.devices()) {
            if (row.getStep() == null) {
                row.getGaps().stream().limit(GAPS_PER_DEVICE).forEach(gap -> gap(table, row, gap));
            }
        }
        if (!table.isEmpty()) {
            page.heading("LONGEST GAPS  (from the device's first event)");
            page.table(table);
        }
    }

    private static void gap(TextTable table, DeviceStats row, Gap gap) {
        long length = gap.getDurationNs();
        table.row(
                Labels.device(row.getDevice()),
                Figures.time(length),
                "+" + Figures.time(gap.getStartNs() - row.getStartNs()),
                Figures.share(gap.getHostNs(), length),
                Figures.share(gap.getLaunchNs(), length),
                Figures.share(gap.getDeviceNs(), length),
                Figures.share(gap.getUnknownNs(), length),
                gap.getNext());
    }
}
