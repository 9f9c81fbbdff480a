package io.tracemill.streams.classify;

import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.Thresholds;
import java.util.Comparator;
import java.util.List;

/**
 * Rule of the classifier: a share of the window and the threshold that it must exceed.
 *
 * @param bottleneck class of bottleneck that the rule finds
 * @param nanos time that the share is, in ns
 * @param share share in percent of the window
 * @param threshold threshold in percent of the window
 */
record Rule(BottleneckClass bottleneck, long nanos, double share, double threshold) {

    static List<Rule> of(DeviceStats row, Thresholds thresholds) {
        return List.of(
                rule(BottleneckClass.COMPUTE_BOUND, Shares.computingNanos(row), row, thresholds.getComputePct()),
                rule(BottleneckClass.MEMORY_BOUND, Shares.memoryNanos(row), row, thresholds.getMemoryPct()),
                rule(
                        BottleneckClass.COMMUNICATION_BOUND,
                        row.getExposedCommunicationNs(),
                        row,
                        thresholds.getCommunicationPct()),
                rule(BottleneckClass.SYNC_BOUND, row.getIdleNs(), row, thresholds.getIdlePct()));
    }

    private static Rule rule(BottleneckClass bottleneck, long nanos, DeviceStats row, double threshold) {
        return new Rule(bottleneck, nanos, Shares.percent(nanos, row.getTotalNs()), threshold);
    }

    /** Rules that fire, largest share first; of equal shares in the order of the rules. */
    static List<Rule> fired(List<Rule> rules) {
        return rules.stream()
                .filter(Rule::fires)
                .sorted(Comparator.comparingDouble(rule -> -rule.share))
                .toList();
    }

    /** Whether the rule of a class of bottleneck is among those that fire. */
    static boolean fires(BottleneckClass bottleneck, List<Rule> rules) {
        return rules.stream().anyMatch(rule -> rule.bottleneck == bottleneck && rule.fires());
    }

    boolean fires() {
        return share > threshold;
    }

    double distance() {
        return Math.abs(share - threshold);
    }
}
