package io.tracemill.telemetry.series;

import io.tracemill.telemetry.sample.RawSeries;
import java.util.HashMap;
import java.util.Map;

/** The series of one target, found once each. */
public final class TargetSeries {

    /** What an entry takes beside its texts. */
    private static final int ENTRY_BYTES = 50;

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
                || labels.texts().chars() > resolver.limits().chars()) {
            found.clear();
            labels.clear();
            generation = resolver.generation();
        }
        Resolution known = found.get(raw);
        if (known == null) {
            known = resolver.resolve(raw, target);
            keep(raw, known);
        }
        return known;
    }

    /** Of series whose target is not known there may be any number, and what is refused of them is not kept. */
    private void keep(RawSeries raw, Resolution known) {
        if (target.address() != null) {
            found.put(raw, known);
        } else if (known instanceof ReadingSeries && !resolver.room().isFull()) {
            long before = labels.texts().bytes();
            found.put(labels.of(raw), known);
            resolver.room().take(ENTRY_BYTES + labels.texts().bytes() - before);
        }
    }

    /** A target is of one node; series whose target is not known may be of all. Several names may mean one series. */
    private long most() {
        SeriesLimits limits = resolver.limits();
        return target.address() == null ? 2L * limits.series() : 4L * limits.seriesPerNode();
    }
}
