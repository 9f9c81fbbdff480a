package io.tracemill.streams.classify;

import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.Gap;
import io.tracemill.schemas.Remark;
import io.tracemill.schemas.wording.Figure;
import io.tracemill.streams.rollup.TraceRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Confidence in a bottleneck, and the reasons why it is not higher.
 *
 * @param confidence LOW if the window is hardly representative, MEDIUM if small changes would change the bottleneck,
 *     another recording would show something else, or part of the window is not understood
 * @param reasons one phrase each; empty only for HIGH
 */
record BottleneckConfidence(Confidence confidence, List<Remark> reasons) {

    private static final long FEW_EVENTS = 100;
    private static final double CLOSE_POINTS = 2;
    private static final double MANY_UNLINKED_PCT = 10;
    private static final double MUCH_UNEXPLAINED_PCT = 25;
    private static final double LONG_GAP_PCT = 10;
    private static final double OVERLONG_GAP_PCT = 25;
    private static final double MUCH_UNRECORDED_PCT = 5;
    private static final double MUCH_WARM_UP_PCT = 5;
    private static final double MANY_LOST_LAUNCHES_PCT = 5;

    static BottleneckConfidence of(DeviceStats row, List<Rule> rules, IdleShares idle, TraceRows rows) {
        List<Remark> low = low(row, idle, rows.host());
        List<Remark> medium = medium(row, rules, idle);
        addDoubtsOfTheTrace(rows, row, medium);
        Confidence confidence =
                !low.isEmpty() ? Confidence.LOW : medium.isEmpty() ? Confidence.HIGH : Confidence.MEDIUM;
        List<Remark> reasons = new ArrayList<>(low);
        reasons.addAll(medium);
        return new BottleneckConfidence(confidence, reasons);
    }

    private static List<Remark> low(DeviceStats row, IdleShares idle, TraceRows.HostWindow host) {
        List<Remark> reasons = new ArrayList<>();
        long total = row.getTotalNs();
        if (row.getDeviceEvents() < FEW_EVENTS) {
            reasons.add(counted("FEW_EVENTS", row.getDeviceEvents()));
        }
        if (isWholeTrace(row) && 2 * total < host.durationNanos()) {
            reasons.add(share("SHORT_WINDOW", Shares.percent(total, host.durationNanos())));
        }
        if (longestGap(row) > OVERLONG_GAP_PCT) {
            reasons.add(gap(row));
        }
        double unrecorded = Shares.percent(idle.beforeRecordingNanos(), total);
        if (unrecorded > MUCH_UNRECORDED_PCT) {
            reasons.add(share("BEFORE_RECORDING", unrecorded));
        }
        if (host.emptyGraphLaunches() > 0) {
            reasons.add(counted("EMPTY_GRAPHS", host.emptyGraphLaunches()));
        }
        return reasons;
    }

    private static List<Remark> medium(DeviceStats row, List<Rule> rules, IdleShares idle) {
        List<Remark> reasons = new ArrayList<>();
        rules.stream()
                .filter(rule -> rule.distance() <= CLOSE_POINTS)
                .map(BottleneckConfidence::near)
                .forEach(reasons::add);
        double longest = longestGap(row);
        if (isWholeTrace(row) && longest > LONG_GAP_PCT && longest <= OVERLONG_GAP_PCT) {
            reasons.add(gap(row));
        }
        if (row.getTruncated()) {
            reasons.add(Remarks.reason("CUT_STEP", Map.of()));
        }
        double unexplained = Shares.percent(row.getIdleUnknownNs(), row.getIdleNs());
        if (unexplained > MUCH_UNEXPLAINED_PCT && Rule.fires(BottleneckClass.SYNC_BOUND, rules)) {
            reasons.add(share("UNEXPLAINED", unexplained));
        }
        double warmUp = Shares.percent(idle.warmUpNanos(), row.getTotalNs());
        if (warmUp > MUCH_WARM_UP_PCT) {
            reasons.add(share("WARM_UP", warmUp));
        }
        return reasons;
    }

    /** Adds the reasons that the events of the device and of the whole trace give. */
    private static void addDoubtsOfTheTrace(TraceRows rows, DeviceStats row, List<Remark> reasons) {
        double unlinked = Shares.percent(row.getDeviceEvents() - row.getLinked(), row.getDeviceEvents());
        if (unlinked > MANY_UNLINKED_PCT) {
            reasons.add(share("UNLINKED", unlinked));
        }
        double lost = LostLaunches.percent(rows.info());
        if (lost > MANY_LOST_LAUNCHES_PCT) {
            reasons.add(share("LOST_LAUNCHES", lost));
        }
        if (row.getClipped() > 0) {
            reasons.add(counted("CLIPPED", row.getClipped()));
        }
        if (rows.implausibleEvents() > 0) {
            reasons.add(counted("IMPLAUSIBLE", rows.implausibleEvents()));
        }
    }

    private static boolean isWholeTrace(DeviceStats row) {
        return row.getStep() == null;
    }

    /** Share of the longest gap in percent of the window. */
    private static double longestGap(DeviceStats row) {
        List<Gap> gaps = row.getGaps();
        return gaps.isEmpty() ? 0 : Shares.percent(gaps.get(0).getDurationNs(), row.getTotalNs());
    }

    private static Remark gap(DeviceStats row) {
        Gap gap = row.getGaps().get(0);
        return Remarks.reason(
                "LONG_GAP",
                Map.of(
                        "share", Figure.percent(longestGap(row)),
                        "time", Figure.time(gap.getDurationNs()),
                        "next", gap.getNext()));
    }

    private static Remark near(Rule rule) {
        return Remarks.reason(
                "NEAR_THRESHOLD",
                Map.of(
                        "bottleneck", rule.bottleneck().name(),
                        "share", Figure.percent(rule.share()),
                        "threshold", Figure.percent(rule.threshold())));
    }

    private static Remark share(String code, double percent) {
        return Remarks.reason(code, Map.of("share", Figure.percent(percent)));
    }

    private static Remark counted(String code, long count) {
        return Remarks.reason(code, Map.of("count", Long.toString(count)));
    }
}
