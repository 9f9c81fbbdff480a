package io.tracemill.streams.classify;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.FiredRule;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.Remark;
import io.tracemill.schemas.Thresholds;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.wording.Language;
import io.tracemill.schemas.wording.Wording;
import io.tracemill.schemas.wording.Wording.Finding;
import io.tracemill.streams.rollup.TraceRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classifier that names the bottleneck of each device row, and the share of each kind of bottleneck in the time of all
 * devices of a trace.
 */
public final class BottleneckClassifier {

    private final Thresholds thresholds;
    private final Wording wording = new Wording(Language.EN);

    /** Creates a classifier with these thresholds. */
    public BottleneckClassifier(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** Emits the bottlenecks and sets the percentages of the trace, once all other rows are there. */
    public void report(TraceRows rows) {
        List<DeviceStats> devices = rows.of(DeviceStats.class);
        Map<Window, IdleShares> idle = IdleShares.byWindow(rows.of(IdleStats.class));
        Map<@Nullable String, List<Remark>> slowSteps = SlowSteps.byDevice(devices, idle);
        for (DeviceStats row : devices) {
            IdleShares shares = idle.getOrDefault(Window.of(row), IdleShares.NONE);
            List<Rule> rules = Rule.of(row, thresholds);
            List<Remark> evidence = new ArrayList<>(Evidence.of(row, rules, shares, rows));
            if (row.getStep() == null) {
                evidence.addAll(slowSteps.getOrDefault(row.getDevice(), List.of()));
            }
            rows.emit(bottleneck(row, rules, shares, BottleneckConfidence.of(row, rules, shares, rows), evidence));
        }
        reportTrace(devices.stream().filter(row -> row.getStep() == null).toList(), rows.info());
    }

    private Bottleneck bottleneck(
            DeviceStats row, List<Rule> rules, IdleShares idle, BottleneckConfidence doubt, List<Remark> evidence) {
        List<Rule> fired = Rule.fired(rules);
        Shares shares = Shares.of(row);
        Bottleneck bottleneck = Bottleneck.newBuilder()
                .setTraceId(row.getTraceId())
                .setRun(row.getRun())
                .setDate(row.getDate())
                .setNode(row.getNode())
                .setRank(row.getRank())
                .setDevice(row.getDevice())
                .setDeviceName(row.getDeviceName())
                .setStep(row.getStep())
                .setBottleneck(
                        fired.isEmpty()
                                ? BottleneckClass.BALANCED
                                : fired.get(0).bottleneck())
                .setTotalNs(row.getTotalNs())
                .setComputingPct(shares.computing())
                .setMemcpyPct(shares.memory())
                .setCommunicationPct(shares.communication())
                .setIdlePct(shares.idle())
                .setConfidence(doubt.confidence())
                .setThresholds(thresholds)
                .setCauses(Causes.of(row, fired, idle, doubt.confidence()))
                .setRemarks(Stream.concat(evidence.stream(), doubt.reasons().stream())
                        .toList())
                .setReasons(Remarks.sentences(doubt.reasons(), wording))
                .setEvidence(Remarks.sentences(evidence, wording))
                .setRecommendation("")
                .build();
        word(bottleneck, fired);
        return bottleneck;
    }

    /** Sets the sentences that its causes say. */
    private void word(Bottleneck row, List<Rule> fired) {
        List<Finding> found = wording.findings(row);
        Map<String, Finding> findings = new HashMap<>();
        found.forEach(finding -> findings.put(finding.code(), finding));
        row.setRules(fired.stream()
                .map(rule -> said(rule, Objects.requireNonNull(findings.get(Causes.code(rule.bottleneck())))))
                .toList());
        row.setRecommendation(wording.recommendation(row, found));
    }

    private static FiredRule said(Rule rule, Finding finding) {
        return new FiredRule(
                rule.bottleneck(),
                rule.share(),
                finding.sentence(),
                finding.advice().get(0));
    }

    /** Sets the shares of all devices, weighted by their time; leaves them null if no device has any time. */
    private static void reportTrace(List<DeviceStats> devices, TraceInfo info) {
        long total = devices.stream().mapToLong(DeviceStats::getTotalNs).sum();
        if (total == 0) {
            return;
        }
        long computing = devices.stream().mapToLong(Shares::computingNanos).sum();
        long memory = devices.stream().mapToLong(Shares::memoryNanos).sum();
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
