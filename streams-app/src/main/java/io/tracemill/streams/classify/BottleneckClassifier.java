package io.tracemill.streams.classify;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.FiredRule;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.Thresholds;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.rollup.TraceRows;
import java.util.List;

/**
 * Classifier that names the bottleneck of each device row, and the share of each kind of bottleneck in the time of all
 * devices of a trace.
 */
public final class BottleneckClassifier {

    private final Thresholds thresholds;

    /** Creates a classifier with these thresholds. */
    public BottleneckClassifier(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** Emits the bottlenecks and sets the percentages of the trace, once all other rows are there. */
    public void report(TraceRows rows) {
        List<DeviceStats> devices = rows.of(DeviceStats.class);
        devices.forEach(row -> rows.emit(bottleneck(row, rows)));
        reportTrace(devices.stream().filter(row -> row.getStep() == null).toList(), rows.info());
    }

    private Bottleneck bottleneck(DeviceStats row, TraceRows rows) {
        Shares shares = Shares.of(row);
        List<Rule> rules = Rule.of(row, shares, thresholds);
        List<Rule> fired = Rule.fired(rules);
        BottleneckClass found =
                fired.isEmpty() ? BottleneckClass.BALANCED : fired.get(0).bottleneck();
        BottleneckConfidence confidence = BottleneckConfidence.of(row, rules, rows);
        return Bottleneck.newBuilder()
                .setTraceId(row.getTraceId())
                .setRun(row.getRun())
                .setDate(row.getDate())
                .setNode(row.getNode())
                .setRank(row.getRank())
                .setDevice(row.getDevice())
                .setDeviceName(row.getDeviceName())
                .setStep(row.getStep())
                .setBottleneck(found)
                .setTotalNs(row.getTotalNs())
                .setComputingPct(shares.computing())
                .setMemcpyPct(shares.memory())
                .setCommunicationPct(shares.communication())
                .setIdlePct(shares.idle())
                .setConfidence(confidence.confidence())
                .setReasons(confidence.reasons())
                .setThresholds(thresholds)
                .setEvidence(Evidence.of(row, rows.of(KernelStats.class)))
                .setRecommendation(Recommendation.on(found, row))
                .setRules(fired.stream().map(rule -> said(rule, row)).toList())
                .build();
    }

    private static FiredRule said(Rule rule, DeviceStats row) {
        return new FiredRule(
                rule.bottleneck(), rule.share(), rule.sentence(), Recommendation.on(rule.bottleneck(), row));
    }

    /** Sets the shares of all devices, weighted by their time; leaves them null if no device has any time. */
    private static void reportTrace(List<DeviceStats> devices, TraceInfo info) {
        long total = devices.stream().mapToLong(DeviceStats::getTotalNs).sum();
        if (total == 0) {
            return;
        }
        long computing = devices.stream()
                .mapToLong(row -> row.getComputingNs() - row.getMemoryBoundNs())
                .sum();
        long memory = devices.stream()
                .mapToLong(row -> row.getExposedMemcpyNs() + row.getMemoryBoundNs())
                .sum();
        long communication = devices.stream()
                .mapToLong(DeviceStats::getExposedCommunicationNs)
                .sum();
        long idle = devices.stream().mapToLong(DeviceStats::getIdleNs).sum();
        info.setComputeBoundPct(Shares.percent(computing, total));
        info.setMemoryBoundPct(Shares.percent(memory, total));
        info.setCommunicationBoundPct(Shares.percent(communication, total));
        info.setSynchronisationBoundPct(Shares.percent(idle, total));
    }
}
