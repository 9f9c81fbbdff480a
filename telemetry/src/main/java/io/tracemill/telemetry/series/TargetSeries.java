package io.tracemill.telemetry.series;

import io.tracemill.telemetry.sample.RawSeries;
import java.util.HashMap;
import java.util.Map;

/** The series of one target, found once each. */
public final class TargetSeries {

    private final SeriesResolver resolver;
    private final Target target;
    private final Map<RawSeries, Resolution> found = new HashMap<>();
    private int generation;

    TargetSeries(SeriesResolver resolver, Target target) {
        this.resolver = resolver;
        this.target = target;
        this.generation = resolver.generation();
    }

    /** What a series of the target is. */
    public Resolution of(RawSeries raw) {
        if (generation != resolver.generation()
                || found.size() > 4 * resolver.limits().seriesPerNode()) {
            found.clear();
            generation = resolver.generation();
        }
        Resolution known = found.get(raw);
        if (known == null) {
            known = resolver.resolve(raw, target);
            found.put(raw, known);
        }
        return known;
    }
}
