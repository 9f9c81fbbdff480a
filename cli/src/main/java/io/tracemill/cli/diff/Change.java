package io.tracemill.cli.diff;

/**
 * What became of one measure from one run to the other.
 *
 * @param measure which
 * @param name the operator, kernel or shape, or the device as {@code rank/device}; empty of the sample as a whole
 * @param before of the first run
 * @param after of the second
 * @param beforeShare in percent of all device events of the run, or of the device's window
 * @param afterShare share in the second run, in percent
 * @param contrast how far the means are apart
 * @param critical the t beyond which a change is called
 * @param verdict what is said of it
 */
public record Change(
        Measure measure,
        String name,
        SampleSummary before,
        SampleSummary after,
        double beforeShare,
        double afterShare,
        Contrast contrast,
        Critical critical,
        Verdict verdict) {

    /** One-sided probability that a change lies above its upper bound. */
    static final double UPPER_LEVEL = 0.01;

    /** Probability that a change of the smallest detectable size is not called. */
    static final double MISSED = 0.2;

    private static final double MOST_DETECTABLE = 10_000;

    /** Of the mean, in percent of the first run's; NaN where that is 0. */
    public double percent() {
        return before.mean() == 0 ? Double.NaN : 100 * (after.mean() - before.mean()) / before.mean();
    }

    /**
     * Probability that chance alone makes such a change, not corrected for how many are looked at; NaN if not known.
     */
    public double probability() {
        return Double.isNaN(critical.change()) ? Double.NaN : contrast.probability();
    }

    /** The least that the change is in all but 1 % of comparisons, for all measures at once; in percent. */
    public double lowPercent() {
        return percent(contrast.difference() - critical.slower() * contrast.error());
    }

    /** The most that the change is in all but 1 % of comparisons, for this measure alone; in percent. */
    public double highPercent() {
        return percent(contrast.difference() + tail(UPPER_LEVEL) * contrast.error());
    }

    /** The change that would be called in four of five comparisons, in percent; NaN if it is above ten thousand. */
    public double detectablePercent() {
        double detectable = percent((critical.change() + tail(MISSED)) * contrast.error());
        return detectable <= MOST_DETECTABLE ? detectable : Double.NaN;
    }

    /** Share of the run in which it is larger, in percent. */
    double share() {
        return Math.max(beforeShare, afterShare);
    }

    /** Samples of both runs that were set aside. */
    int outliers() {
        return before.outliers() + after.outliers();
    }

    /**
     * Samples of each run with which a limit is decided in four of five comparisons, if they vary as these do: a change
     * above the limit is then proven, and one below is cleared, for which no change is assumed while noise is larger
     * than the limit. NaN where noise is not known.
     */
    double samplesNeeded(double limitPercent) {
        double limit = Math.log1p(limitPercent / 100);
        double apart = Math.abs(contrast.difference() - limit);
        double each = (contrast.difference() > limit ? critical.slower() : tail(UPPER_LEVEL)) + tail(MISSED);
        double distance = each * contrast.error() > limit ? Math.max(limit, apart) : apart;
        double spread =
                before.count() * before.error() * before.error() + after.count() * after.error() * after.error();
        return spread * (each / distance) * (each / distance);
    }

    private double tail(double level) {
        return Double.isNaN(critical.change()) ? Double.NaN : StudentT.quantile(2 * level, contrast.freedom());
    }

    private static double percent(double logarithm) {
        return 100 * Math.expm1(logarithm);
    }
}
