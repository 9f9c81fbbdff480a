package io.tracemill.telemetry.scrape;

import io.tracemill.telemetry.batch.ReadingTotals;
import java.util.EnumMap;
import java.util.Map;

/** The counters of a scrape loop. Thread-safe. */
public final class ScrapeCounts {

    private final Map<ScrapeFailure, Long> failed = new EnumMap<>(ScrapeFailure.class);
    private ReadingTotals totals = ReadingTotals.NONE;
    private long succeeded;
    private int targets;
    private int targetsUp;

    /** Nothing yet. */
    public ScrapeCounts() {}

    synchronized void add(ReadingTotals latest) {
        succeeded++;
        totals = latest;
    }

    synchronized void add(ScrapeFailure failure, ReadingTotals latest) {
        failed.merge(failure, 1L, Long::sum);
        totals = latest;
    }

    synchronized void targets(int all, int up) {
        targets = all;
        targetsUp = up;
    }

    /** Answers that were read whole. */
    public synchronized long succeeded() {
        return succeeded;
    }

    /** Readings of targets that failed, by reason. */
    public synchronized Map<ScrapeFailure, Long> failed() {
        return Map.copyOf(failed);
    }

    /** Targets that are to be read. */
    public synchronized int targets() {
        return targets;
    }

    /** Targets whose last reading did not fail. */
    public synchronized int targetsUp() {
        return targetsUp;
    }

    /** What became of the samples of all answers. */
    public synchronized ReadingTotals totals() {
        return totals;
    }
}
