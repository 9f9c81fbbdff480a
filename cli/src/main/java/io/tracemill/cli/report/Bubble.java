package io.tracemill.cli.report;

import io.tracemill.schemas.DeviceStats;

/**
 * Bubble of a pipeline: the share of a window in which a device received from another stage, and so mostly waited for
 * it.
 *
 * @param percent size in percent of the window
 */
record Bubble(double percent) {

    static final double GOOD_PCT = 15;
    static final double POOR_PCT = 30;

    /** True if the window has a bubble: a device that receives nothing is in no pipeline. */
    static boolean isIn(DeviceStats row) {
        return row.getBubbleNs() > 0 && row.getTotalNs() > 0;
    }

    static Bubble of(DeviceStats row) {
        return new Bubble(100.0 * row.getBubbleNs() / row.getTotalNs());
    }

    /** Rating of the size. */
    Rating rating() {
        return Rating.ofSmall(percent, GOOD_PCT, POOR_PCT);
    }
}
