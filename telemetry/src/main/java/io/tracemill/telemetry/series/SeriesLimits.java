package io.tracemill.telemetry.series;

/** How many series are known at once: per node, and nodes. */
public record SeriesLimits(int seriesPerNode, int nodes) {

    /** The limits that are used unless others are given. */
    public static final SeriesLimits USUAL = new SeriesLimits(5_000, 20_000);

    /** Checks that both are above 0. */
    public SeriesLimits {
        if (seriesPerNode <= 0 || nodes <= 0) {
            throw new IllegalArgumentException(
                    "limits of series must be above 0 but were " + seriesPerNode + " and " + nodes);
        }
    }
}
