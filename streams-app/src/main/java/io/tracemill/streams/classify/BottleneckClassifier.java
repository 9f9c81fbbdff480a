package io.tracemill.streams.classify;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.Thresholds;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.rollup.TraceRows;
import java.util.List;

/** Says of each device row what it is bound by, and of the trace how much of its devices' time that is. */
public final class BottleneckClassifier {

    private final Thresholds thresholds;

    /** BottleneckClassifier by these thresholds. */
    public BottleneckClassifier(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** Adds the bottlenecks, and the percentages of the trace, to rows that are otherwise complete. */
    public void report(TraceRows rows) {
        List<DeviceStats> devices = rows.of(DeviceStats.class);
        devices.forEach(row -> rows.emit(bottleneck(row, rows)));
        reportTrace(devices.stream().filter(row -> row.getStep() == null).toList(), rows.info());
    }

    private Bottleneck bottleneck(DeviceStats row, TraceRows rows) {
        Shares shares = Shares.of(row);
        List<Rule> rules = Rule.of(shares, thresholds);
        BottleneckClass found = Rule.bottleneck(rules);
        BottleneckConfidence confidence = BottleneckConfidence.of(row, rules, rows.host());
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
                .build();
    }

    /** The devices' shares weighted by their time; null without any. */
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
