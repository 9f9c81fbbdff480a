package io.tracemill.streams.classify;

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
 * @param confidence LOW if the window is hardly representative, MEDIUM if small changes would change the bottleneck
 * @param reasons one phrase each; empty only for HIGH
 */
record BottleneckConfidence(Confidence confidence, List<String> reasons) {

    private static final long FEW_EVENTS = 100;
    private static final double CLOSE_POINTS = 2;
    private static final double MANY_UNLINKED_PCT = 10;

    static BottleneckConfidence of(DeviceStats row, List<Rule> rules, TraceRows.HostWindow host) {
        List<String> low = low(row, host);
        List<String> medium = medium(row, rules);
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
        boolean wholeTrace = row.getStep() == null;
        if (wholeTrace && 2 * total < host.durationNanos()) {
            reasons.add("the device's window is only " + percent(Shares.percent(total, host.durationNanos()))
                    + " of the host's");
        }
        List<Gap> gaps = row.getGaps();
        if (!gaps.isEmpty() && 2 * gaps.get(0).getDurationNs() > total) {
            reasons.add("one gap is " + percent(Shares.percent(gaps.get(0).getDurationNs(), total)) + " of the window");
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
        double unlinked = Shares.percent(row.getDeviceEvents() - row.getLinked(), row.getDeviceEvents());
        if (unlinked > MANY_UNLINKED_PCT) {
            reasons.add(percent(unlinked) + " of the device events have no owner");
        }
        return reasons;
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }
}
