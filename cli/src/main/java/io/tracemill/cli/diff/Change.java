package io.tracemill.cli.diff;

/**
 * What became of one measure from one run to the other.
 *
 * @param measure which
 * @param name the operator, or the device as {@code rank/device}
 * @param before of the first run
 * @param after of the second
 * @param beforeShare in percent of all device events of the run, or of the device's window
 * @param afterShare share in the second run, in percent
 * @param probability that chance alone makes such a difference, before it is corrected for how many are looked at; NaN
 *     where that was not asked
 * @param verdict what is said of it
 */
public record Change(
        Measure measure,
        String name,
        SampleSummary before,
        SampleSummary after,
        double beforeShare,
        double afterShare,
        double probability,
        Verdict verdict) {

    /** Of the mean, in percent of the first run's; NaN where that is 0. */
    public double percent() {
        return before.mean() == 0 ? Double.NaN : 100 * (after.mean() - before.mean()) / before.mean();
    }

    /** Whether a gate at so many percent must hold it back. */
    public boolean isRegression(double failAbove) {
        return measure.isGated() && verdict == Verdict.SLOWER && percent() > failAbove;
    }

    /** Samples of both runs that were set aside. */
    int outliers() {
        return before.outliers() + after.outliers();
    }

    static Change of(Measure measure, String name, SampleSummary before, SampleSummary after) {
        return new Change(measure, name, before, after, 0, 0, Double.NaN, Verdict.UNKNOWN);
    }

    Change withShares(double newBefore, double newAfter) {
        return new Change(measure, name, before, after, newBefore, newAfter, probability, verdict);
    }

    Change with(double newProbability, Verdict newVerdict) {
        return new Change(measure, name, before, after, beforeShare, afterShare, newProbability, newVerdict);
    }
}
