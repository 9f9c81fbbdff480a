package io.tracemill.telemetry.series;

import io.tracemill.telemetry.sample.RawSeries;
import java.util.HashMap;
import java.util.Map;

/** The series of one target, found once each. */
public final class TargetSeries {

    private final SeriesResolver resolver;
    private final Target target;
    private final Map<RawSeries, Resolution> found = new HashMap<>();
    private final SharedLabels labels = new SharedLabels();
    private int generation;

    TargetSeries(SeriesResolver resolver, Target target) {
        this.resolver = resolver;
        this.target = target;
        this.generation = resolver.generation();
    }

    /** What a series of the target is. */
    public Resolution of(RawSeries raw) {
        if (generation != resolver.generation()
                || found.size() > most()
                || labels.chars() > resolver.limits().chars()) {
            found.clear();
            labels.clear();
            generation = resolver.generation();
        }
        Resolution known = found.get(raw);
        if (known == null) {
            known = resolver.resolve(raw, target);
            found.put(target.address() == null ? labels.of(raw) : raw, known);
        }
        return known;
    }

    /** A target is of one node; series whose target is not known may be of all. Several names may mean one series. */
    private long most() {
        SeriesLimits limits = resolver.limits();
        return target.address() == null ? 2L * limits.series() : 4L * limits.seriesPerNode();
    }
}
