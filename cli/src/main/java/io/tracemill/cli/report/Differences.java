package io.tracemill.cli.report;

import static java.util.stream.Collectors.groupingBy;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * In what traces differ from the other traces of their run: one is not whole, its rank is slow, its device is bound by
 * something else, or its steps are longer or shorter by more than {@value #STEP_PCT} %.
 */
public final class Differences {

    /** Difference of a mean step from the median of its run that is worth a look, in percent. */
    static final int STEP_PCT = 10;

    /** Most traces that are shown because they differ. */
    private static final int MOST_SHOWN = 2;

    private final Map<String, List<String>> byTrace = new HashMap<>();
    private final ReportSet reports;

    private Differences(ReportSet reports) {
        this.reports = reports;
    }

    /** Differences of all traces. */
    public static Differences of(ReportSet reports) {
        Differences all = new Differences(reports);
        Map<String, List<TraceReport>> runs = reports.traces().stream()
                .collect(groupingBy(report -> report.trace().getRun()));
        runs.forEach((run, traces) -> all.add(
                traces,
                reports.runs().stream()
                        .filter(compared -> compared.whole().getRun().equals(run))
                        .findFirst()));
        return all;
    }

    /** The traces and runs that are compared. */
    ReportSet reports() {
        return reports;
    }

    /** What is different in a trace, in a few words each; empty if nothing is. */
    public List<String> in(TraceReport report) {
        return byTrace.getOrDefault(id(report), List.of());
    }

    /** Traces that differ, in the order of the report. */
    public List<TraceReport> traces() {
        return reports.traces().stream().filter(report -> !in(report).isEmpty()).toList();
    }

    /** Traces that a report shows because they differ. */
    List<TraceReport> shown() {
        return traces().stream().limit(MOST_SHOWN).toList();
    }

    boolean isShown(TraceReport report) {
        return shown().stream().anyMatch(other -> id(other).equals(id(report)));
    }

    private static String id(TraceReport report) {
        return report.trace().getTraceId();
    }

    private void add(List<TraceReport> traces, Optional<RunReport> run) {
        Optional<BottleneckClass> usual = mostCommonBound(traces);
        OptionalDouble step = medianStep(traces);
        for (TraceReport report : traces) {
            List<String> words = new ArrayList<>();
            damage(report.trace()).ifPresent(words::add);
            run.ifPresent(compared -> compared.findings()
                    .forEach(finding -> slowness(finding, report.trace()).ifPresent(words::add)));
            usual.filter(bound -> bounds(report).stream().anyMatch(other -> other != bound))
                    .ifPresent(bound -> words.add("other bound"));
            step.ifPresent(median -> lengthOfSteps(report, median).ifPresent(words::add));
            byTrace.put(id(report), words);
        }
    }

    private static Optional<String> damage(TraceInfo trace) {
        IngestTotals totals = trace.getTotals();
        if (trace.getState() != TraceState.COMPLETE) {
            return Optional.of(trace.getState().name().toLowerCase(Locale.ROOT));
        }
        return totals != null && totals.getTruncated() ? Optional.of("cut") : Optional.empty();
    }

    private static Optional<String> slowness(SlowRankFinding finding, TraceInfo trace) {
        @Nullable Integer rank = trace.getRank();
        return rank != null
                        && !finding.getMinor()
                        && (finding.getRanks().contains(rank)
                                || finding.getStageRanks().contains(rank))
                ? Optional.of(SlowRankLabels.kind(finding.getKind()).name())
                : Optional.empty();
    }

    private static Optional<String> lengthOfSteps(TraceReport report, double median) {
        OptionalDouble own = meanStep(report);
        double change = own.isPresent() ? 100 * (own.getAsDouble() / median - 1) : 0;
        return Math.abs(change) > STEP_PCT
                ? Optional.of(change > 0 ? "longer steps" : "shorter steps")
                : Optional.empty();
    }

    private static OptionalDouble meanStep(TraceReport report) {
        return WholeSteps.byDevice(report).values().stream()
                .mapToDouble(LongSummaryStatistics::getAverage)
                .max();
    }

    private static OptionalDouble medianStep(List<TraceReport> traces) {
        double[] means = traces.stream()
                .map(Differences::meanStep)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        return means.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(means[(means.length - 1) / 2]);
    }

    private static List<BottleneckClass> bounds(TraceReport report) {
        return report.bottlenecks().stream()
                .filter(row -> row.getStep() == null)
                .map(Bottleneck::getBottleneck)
                .toList();
    }

    private static Optional<BottleneckClass> mostCommonBound(List<TraceReport> traces) {
        Map<BottleneckClass, Integer> counts = new LinkedHashMap<>();
        traces.forEach(report -> bounds(report).forEach(bound -> counts.merge(bound, 1, Integer::sum)));
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }
}
