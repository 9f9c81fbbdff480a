package io.tracemill.cli.diff;

/**
 * How far the mean of one run is from that of another: Welch's t (B. L. Welch, Biometrika 34, 1947) of the logarithm of
 * their ratio, whose variance is the sum of the squares of the relative standard errors of the means.
 *
 * @param difference logarithm of the ratio of the means; 1 or -1, their difference as a part of the larger, if one is 0
 * @param error its standard error
 * @param freedom its degrees of freedom, by Welch and Satterthwaite
 */
record Contrast(double difference, double error, double freedom) {

    static Contrast of(SampleSummary before, SampleSummary after) {
        boolean isRatio = before.mean() > 0 && after.mean() > 0;
        double difference =
                isRatio ? Math.log(after.mean() / before.mean()) : Math.signum(after.mean() - before.mean());
        double a = before.error() * before.error();
        double b = after.error() * after.error();
        double freedom = a + b == 0
                ? before.freedom() + after.freedom()
                : (a + b) * (a + b) / (a * a / before.freedom() + b * b / after.freedom());
        return new Contrast(difference, Math.sqrt(a + b), freedom);
    }

    /** Whether there are samples enough for an error. */
    boolean isDefined() {
        return freedom > 0;
    }

    /** Size of t: 0 of equal means, infinite of others without error. */
    double t() {
        return difference == 0 ? 0 : Math.abs(difference) / error;
    }

    /** Probability that chance alone makes t so large. */
    double probability() {
        double t = t();
        return Double.isInfinite(t) ? 0 : StudentT.twoSided(t * t, freedom);
    }
}
