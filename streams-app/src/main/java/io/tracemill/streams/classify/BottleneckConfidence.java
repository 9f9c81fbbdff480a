package io.tracemill.streams.classify;

import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.Gap;
import io.tracemill.streams.rollup.TraceRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Confidence in a bottleneck, and the reasons why it is not higher.
 *
 * @param confidence LOW if the window is hardly representative, MEDIUM if small changes would change the bottleneck or
 *     part of the window is not understood
 * @param reasons one phrase each; empty only for HIGH
 */
record BottleneckConfidence(Confidence confidence, List<String> reasons) {

    private static final long FEW_EVENTS = 100;
    private static final double CLOSE_POINTS = 2;
    private static final double MANY_UNLINKED_PCT = 10;
    private static final double MUCH_UNEXPLAINED_PCT = 25;
    private static final double LONG_GAP_PCT = 10;
    private static final double OVERLONG_GAP_PCT = 25;

    static BottleneckConfidence of(DeviceStats row, List<Rule> rules, TraceRows rows) {
        List<String> low = low(row, rows.host());
        List<String> medium = medium(row, rules);
        if (row.getClipped() > 0) {
            medium.add(
                    row.getClipped() + " device events were clipped because they ran over later ones of their stream");
        }
        if (rows.implausibleEvents() > 0) {
            medium.add(rows.implausibleEvents() + " events have times that cannot be right");
        }
        Confidence confidence =
                !low.isEmpty() ? Confidence.LOW : medium.isEmpty() ? Confidence.HIGH : Confidence.MEDIUM;
        List<String> reasons = new ArrayList<>(low);
        reasons.addAll(medium);
        return new BottleneckConfidence(confidence, reasons);
    }

    private static List<String> low(DeviceStats row, TraceRows.HostWindow host) {
        List<String> reasons = new ArrayList<>();
        long total = row.getTotalNs();
        if (row.getDeviceEvents() < FEW_EVENTS) {
            reasons.add("only " + row.getDeviceEvents() + " device events");
        }
        if (isWholeTrace(row) && 2 * total < host.durationNanos()) {
            reasons.add("the device's window is only " + percent(Shares.percent(total, host.durationNanos()))
                    + " of the host's");
        }
        if (longestGap(row) > OVERLONG_GAP_PCT) {
            reasons.add(gap(row));
        }
        if (host.emptyGraphLaunches() > 0) {
            reasons.add(host.emptyGraphLaunches() + " graph launches without kernels");
        }
        return reasons;
    }

    private static List<String> medium(DeviceStats row, List<Rule> rules) {
        List<String> reasons = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.distance() <= CLOSE_POINTS) {
                reasons.add(String.format(
                        Locale.ROOT,
                        "%s: %.1f %% is close to the threshold of %.1f %%",
                        rule.bottleneck(),
                        rule.share(),
                        rule.threshold()));
            }
        }
        double longest = longestGap(row);
        if (isWholeTrace(row) && longest > LONG_GAP_PCT && longest <= OVERLONG_GAP_PCT) {
            reasons.add(gap(row));
        }
        if (row.getTruncated()) {
            reasons.add("the end of the trace cuts this step");
        }
        double unexplained = Shares.percent(row.getIdleUnknownNs(), row.getIdleNs());
        if (unexplained > MUCH_UNEXPLAINED_PCT && idleFires(rules)) {
            reasons.add(percent(unexplained) + " of the idle time is unexplained");
        }
        double unlinked = Shares.percent(row.getDeviceEvents() - row.getLinked(), row.getDeviceEvents());
        if (unlinked > MANY_UNLINKED_PCT) {
            reasons.add(percent(unlinked) + " of the device events have no owner");
        }
        return reasons;
    }

    private static boolean isWholeTrace(DeviceStats row) {
        return row.getStep() == null;
    }

    private static boolean idleFires(List<Rule> rules) {
        return rules.stream().anyMatch(rule -> rule.bottleneck() == BottleneckClass.SYNC_BOUND && rule.fires());
    }

    /** Share of the longest gap in percent of the window. */
    private static double longestGap(DeviceStats row) {
        List<Gap> gaps = row.getGaps();
        return gaps.isEmpty() ? 0 : Shares.percent(gaps.get(0).getDurationNs(), row.getTotalNs());
    }

    private static String gap(DeviceStats row) {
        Gap gap = row.getGaps().get(0);
        return String.format(
                Locale.ROOT,
                "one gap is %s of the window: %.3f ms before %s",
                percent(longestGap(row)),
                gap.getDurationNs() / 1e6,
                gap.getNext());
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }
}
