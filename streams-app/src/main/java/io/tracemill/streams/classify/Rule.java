package io.tracemill.streams.classify;

import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.Thresholds;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Rule of the classifier: a share of the window and the threshold that it must exceed.
 *
 * @param bottleneck class of bottleneck that the rule finds
 * @param share share in percent of the window
 * @param threshold threshold in percent of the window
 * @param subject what takes the share
 * @param detail end of the sentence about the share: what it consists of; empty if there is no more to say
 */
record Rule(BottleneckClass bottleneck, double share, double threshold, String subject, String detail) {

    static List<Rule> of(DeviceStats row, Shares shares, Thresholds thresholds) {
        return List.of(
                new Rule(
                        BottleneckClass.COMPUTE_BOUND, shares.computing(), thresholds.getComputePct(), "Computing", ""),
                new Rule(
                        BottleneckClass.MEMORY_BOUND,
                        shares.memory(),
                        thresholds.getMemoryPct(),
                        "Memory",
                        memory(row)),
                new Rule(
                        BottleneckClass.COMMUNICATION_BOUND,
                        shares.communication(),
                        thresholds.getCommunicationPct(),
                        "Exposed communication",
                        hidden(row)),
                new Rule(BottleneckClass.SYNC_BOUND, shares.idle(), thresholds.getIdlePct(), "Idle time", ""));
    }

    private static String memory(DeviceStats row) {
        return String.format(
                Locale.ROOT,
                ": exposed copies %.1f %%, memory-bound kernels %.1f %%",
                Shares.percent(row.getExposedMemcpyNs(), row.getTotalNs()),
                Shares.percent(row.getMemoryBoundNs(), row.getTotalNs()));
    }

    private static String hidden(DeviceStats row) {
        return String.format(
                Locale.ROOT, "; computing hides another %.1f %%", Shares.percent(row.getOverlapNs(), row.getTotalNs()));
    }

    /** Rules that fire, largest share first; of equal shares in the order of the rules. */
    static List<Rule> fired(List<Rule> rules) {
        return rules.stream()
                .filter(Rule::fires)
                .sorted(Comparator.comparingDouble(rule -> -rule.share))
                .toList();
    }

    boolean fires() {
        return share > threshold;
    }

    double distance() {
        return Math.abs(share - threshold);
    }

    /** What takes the share of a rule that fires, in one sentence. */
    String sentence() {
        return String.format(
                Locale.ROOT,
                "%s takes %.1f %% of the window, above the threshold of %.1f %%%s.",
                subject,
                share,
                threshold,
                detail);
    }
}
