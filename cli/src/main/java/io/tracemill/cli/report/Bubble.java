package io.tracemill.cli.report;

import io.tracemill.schemas.DeviceStats;

/**
 * The bubble of a pipeline: the share of a window in which a device received from another stage, and so mostly waited for it.
 *
 * @param percent of the window
 */
record Bubble(double percent) {

    static final double GOOD_PCT = 15;
    static final double POOR_PCT = 30;

    /** Whether a window has one: a device that receives nothing is in no pipeline. */
    static boolean isIn(DeviceStats row) {
        return row.getBubbleNs() > 0 && row.getTotalNs() > 0;
    }

    static Bubble of(DeviceStats row) {
        return new Bubble(100.0 * row.getBubbleNs() / row.getTotalNs());
    }

    /** What its size is worth. */
    Rating rating() {
        return Rating.ofSmall(percent, GOOD_PCT, POOR_PCT);
    }
}
