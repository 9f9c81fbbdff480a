package io.tracemill.cli.diff;

/**
 * Samples of one measure of one run, in a few numbers. Of samples that did different work, each kind of work has the
 * same weight in both runs.
 *
 * @param count samples that count
 * @param outliers samples that were set aside, being more than three standard deviations from the mean of all
 * @param mean of those that count, in ns
 * @param stddev of those that count, as a sample (n - 1) and among those of the same work, in ns; 0 of a single one
 * @param error standard error of the mean, as a part of the mean
 * @param freedom degrees of freedom of the standard deviation
 */
public record SampleSummary(int count, int outliers, double mean, double stddev, double error, double freedom) {

    /** Summary of the samples of a run, weighted so that the work is the same as in the other run. */
    static SampleSummary of(GroupedMoments own, GroupedMoments other, int outliers) {
        double count = 0;
        double weights = 0;
        double sum = 0;
        double deviation = 0;
        double variance = 0;
        int groups = 0;
        for (int group = 0; group < own.groups(); group++) {
            double here = own.count(group);
            double there = other.count(group);
            if (here > 0 && there > 0) {
                double weight = here * there / (here + there);
                double mean = own.mean(group);
                groups++;
                count += here;
                weights += weight;
                sum += weight * mean;
                deviation += mean == 0 ? 0 : own.deviation(group) / (mean * mean);
                variance += weight * weight * mean * mean / here;
            }
        }
        double freedom = count - groups;
        double spread = freedom > 0 ? deviation / freedom : 0;
        double mean = weights == 0 ? 0 : sum / weights;
        double error = sum == 0 ? 0 : Math.sqrt(spread * variance) / sum;
        return new SampleSummary((int) count, outliers, mean, Math.sqrt(spread) * mean, error, freedom);
    }

    /** Standard deviation in percent of the mean; NaN where the mean is 0. */
    public double variationPercent() {
        return mean == 0 ? Double.NaN : 100 * stddev / mean;
    }
}
