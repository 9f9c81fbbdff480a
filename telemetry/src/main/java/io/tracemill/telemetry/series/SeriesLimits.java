package io.tracemill.telemetry.series;

/**
 * How many series are known at once.
 *
 * @param seriesPerNode series of one node
 * @param nodes nodes
 * @param series series in all
 */
public record SeriesLimits(int seriesPerNode, int nodes, int series) {

    /** So many characters have the texts of a series that no other has, on average and at most; usual are 50. */
    private static final int CHARS_PER_SERIES = 256;

    /** The limits that are used unless others are given. */
    public static final SeriesLimits USUAL = new SeriesLimits(5_000, 20_000, 2_000_000);

    /** Checks that all are above 0. */
    public SeriesLimits {
        if (seriesPerNode <= 0 || nodes <= 0 || series <= 0) {
            throw new IllegalArgumentException(
                    "limits of series must be above 0 but were " + seriesPerNode + ", " + nodes + " and " + series);
        }
    }

    /** The most characters of the texts of all series. */
    long chars() {
        return (long) CHARS_PER_SERIES * series;
    }

    /** These limits with a limit of the series of all nodes. */
    public SeriesLimits withSeries(int most) {
        return new SeriesLimits(seriesPerNode, nodes, most);
    }
}
