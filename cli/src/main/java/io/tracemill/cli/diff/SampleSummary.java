package io.tracemill.cli.diff;

import java.util.Arrays;

/**
 * Samples of one measure of one run, in a few numbers.
 *
 * @param count samples that count
 * @param outliers samples that were set aside, being more than three standard deviations from the mean of all
 * @param mean of those that count, in ns
 * @param stddev of those that count, as a sample (n - 1), in ns; 0 of a single one
 */
public record SampleSummary(int count, int outliers, double mean, double stddev) {

    private static final double SIGMAS = 3;

    /** Of these, once set aside what is far from the rest. */
    static SampleSummary of(double[] samples) {
        double mean = mean(samples);
        double limit = SIGMAS * stddev(samples, mean);
        double[] kept = Arrays.stream(samples)
                .filter(sample -> Math.abs(sample - mean) <= limit)
                .toArray();
        double keptMean = mean(kept);
        return new SampleSummary(kept.length, samples.length - kept.length, keptMean, stddev(kept, keptMean));
    }

    /** Standard deviation in percent of the mean; NaN where the mean is 0. */
    public double variationPercent() {
        return mean == 0 ? Double.NaN : 100 * stddev / mean;
    }

    /** Square of the standard error of the mean. */
    double meanVariance() {
        return stddev * stddev / count;
    }

    private static double mean(double[] samples) {
        return samples.length == 0 ? 0 : Arrays.stream(samples).sum() / samples.length;
    }

    private static double stddev(double[] samples, double mean) {
        double squares = 0;
        for (double sample : samples) {
            squares += (sample - mean) * (sample - mean);
        }
        return samples.length < 2 ? 0 : Math.sqrt(squares / (samples.length - 1));
    }
}
