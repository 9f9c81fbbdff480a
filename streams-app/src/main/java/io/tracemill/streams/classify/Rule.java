package io.tracemill.streams.classify;

import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.Thresholds;
import java.util.Comparator;
import java.util.List;

/** Rule of the classifier: a share of the time and the threshold that it must exceed. */
record Rule(BottleneckClass bottleneck, double share, double threshold) {

    static List<Rule> of(Shares shares, Thresholds thresholds) {
        return List.of(
                new Rule(BottleneckClass.COMPUTE_BOUND, shares.computing(), thresholds.getComputePct()),
                new Rule(BottleneckClass.MEMORY_BOUND, shares.memory(), thresholds.getMemoryPct()),
                new Rule(BottleneckClass.COMMUNICATION_BOUND, shares.communication(), thresholds.getCommunicationPct()),
                new Rule(BottleneckClass.SYNC_BOUND, shares.idle(), thresholds.getIdlePct()));
    }

    /** Bottleneck of the rule with the largest share among those that fire; the first of equal ones. */
    static BottleneckClass bottleneck(List<Rule> rules) {
        return rules.stream()
                .filter(Rule::fires)
                .sorted(Comparator.comparingDouble(rule -> -rule.share))
                .map(Rule::bottleneck)
                .findFirst()
                .orElse(BottleneckClass.BALANCED);
    }

    boolean fires() {
        return share > threshold;
    }

    double distance() {
        return Math.abs(share - threshold);
    }
}
