package io.tracemill.streams.fleet;

import io.tracemill.schemas.DeviceWindow;
import io.tracemill.streams.rules.Each;
import io.tracemill.streams.rules.Measure;
import io.tracemill.streams.rules.NodeAlerts;
import io.tracemill.streams.rules.Rule;
import io.tracemill.streams.rules.Seen;
import io.tracemill.streams.rules.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the readings of a node say of the subjects of rules, in windows that end with a minute. */
final class RuleWindows {

    /** Quantity of a device: for how long it was not read while an exporter of it was, in s. */
    static final String SILENCE = "telemetry.silence";

    /** Length of time that a baseline is from, in ns. */
    private static final long BASELINE_NANOS = 3_600_000_000_000L;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Node node;
    private final NodeSegments segments;
    private final NodeSeries series;

    /** Windows in the series of a node. */
    RuleWindows(Node node, NodeSegments segments, NodeSeries series) {
        this.node = node;
        this.segments = segments;
        this.series = series;
    }

    /** Name of the node. */
    String node() {
        return node.name();
    }

    /** What a window says of each subject of a rule. */
    Map<Subject, Seen> of(Rule rule, long endNanos, NodeAlerts alerts) {
        Map<Subject, Seen> seen = new TreeMap<>(Subject.ORDER);
        if (rule.measure().quantity().equals(SILENCE)) {
            silence(endNanos)
                    .forEach((device, seconds) ->
                            seen.put(new Subject(node.name(), device, null), new Seen(seconds, true, null)));
            return seen;
        }
        subjects(rule).forEach((subject, of) -> seen.put(subject, of(rule, subject, of, endNanos, alerts)));
        return seen;
    }

    private Map<Subject, WindowSeries> subjects(Rule rule) {
        Map<Subject, WindowSeries> subjects = new TreeMap<>(Subject.ORDER);
        switch (rule.each()) {
            case NODE -> subjects.put(Subject.node(node.name()), series.ofNode().only(rule::asks));
            case DEVICE ->
                series.ofDevices()
                        .forEach((device, of) -> subjects.put(
                                new Subject(node.name(), device, null),
                                of.only(quantity -> DerivedQuantities.isNeeded(quantity, rule::asks))));
            case SOURCE ->
                series.ofNode()
                        .only(rule::asks)
                        .bySource()
                        .forEach((source, of) -> subjects.put(new Subject(node.name(), null, source), of));
        }
        return subjects;
    }

    private Seen of(Rule rule, Subject subject, WindowSeries of, long end, NodeAlerts alerts) {
        long length = rule.timing().windowMinutes() * NodeTimes.MINUTE_NANOS;
        boolean large = rule.limits().above();
        RuleValue values = new RuleValue(over(rule, of, end - length, end), length, large);
        @Nullable Double value = values.of(rule.measure());
        Rule.@Nullable Guard during = rule.during();
        @Nullable Double guard = during == null ? null : values.of(during.measure());
        if (value == null || (during != null && guard == null)) {
            return Seen.NOTHING;
        }
        boolean counts = during == null || guard == null || during.holds(guard);
        return new Seen(value, counts, rule.ofBaseline() ? baseline(rule, subject, end, alerts) : null);
    }

    private static List<MeasuredSeries> over(Rule rule, WindowSeries of, long start, long end) {
        List<MeasuredSeries> found = new ArrayList<>(of.over(start, end));
        if (rule.each() == Each.DEVICE) {
            found.addAll(DerivedQuantities.of(new DeviceWindow(null, start, end - start, 0L, null), found));
        }
        return found;
    }

    /** The value in the hour before the window. What an alert goes on with is kept by it. */
    private @Nullable Double baseline(Rule rule, Subject subject, long end, NodeAlerts alerts) {
        Optional<Double> kept = alerts.baseline(rule, subject, end);
        if (kept.isPresent()) {
            return kept.get();
        }
        long to = end - rule.timing().windowMinutes() * NodeTimes.MINUTE_NANOS;
        long from = to - BASELINE_NANOS;
        Measure measure = rule.measure();
        Map<Integer, SeriesReadings> readings = node.read(
                segments,
                one -> DerivedQuantities.isNeeded(one.quantity(), rule::asks),
                from - WindowReader.LONGEST_GAP_NANOS,
                to + WindowReader.LONGEST_GAP_NANOS);
        RuleWindows before = new RuleWindows(node, segments, NodeSeries.of(node, readings));
        @Nullable WindowSeries of = before.subjects(rule).get(subject);
        return of == null
                ? null
                : new RuleValue(
                                over(rule, of, from, to),
                                BASELINE_NANOS,
                                rule.limits().above())
                        .of(measure);
    }

    /** For how long each device was not read until a time, in s, while the exporter was that read it last. */
    private Map<String, Double> silence(long end) {
        Map<String, Long> ofSources = new TreeMap<>();
        Set<String> names = new TreeSet<>();
        for (SeriesTable.Entry entry : node.series().all()) {
            ofSources.merge(entry.series.source(), entry.lastNanos(), Math::max);
            if (entry.series.device() != null) {
                names.add(entry.series.device());
            }
        }
        Map<String, Double> silence = new TreeMap<>();
        node.devices().byIdentity(names).forEach((device, called) -> {
            Set<String> of = new HashSet<>(called);
            for (SeriesTable.Entry entry : node.series().all()) {
                if (entry.series.device() != null && of.contains(entry.series.device())) {
                    long read = Math.min(end, ofSources.getOrDefault(entry.series.source(), end));
                    silence.merge(device, Math.max(0, read - entry.lastNanos()) / NANOS_PER_SECOND, Math::min);
                }
            }
        });
        return silence;
    }
}
