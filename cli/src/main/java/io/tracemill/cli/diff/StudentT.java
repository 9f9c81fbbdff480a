package io.tracemill.cli.diff;

/** Student's distribution of t. */
final class StudentT {

    private static final int MAX_TERMS = 10_000;
    private static final double PRECISION = 1e-15;
    private static final double TINY = 1e-300;
    private static final int HALVINGS = 200;

    private StudentT() {}

    /** Size of t that is exceeded with this probability, in both directions together. */
    static double quantile(double probability, double freedom) {
        double low = 0;
        double high = 1;
        while (twoSided(high * high, freedom) > probability) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < HALVINGS && high - low > PRECISION * high; i++) {
            double middle = (low + high) / 2;
            if (twoSided(middle * middle, freedom) > probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * About as many standard deviations of a normal distribution as are exceeded as seldom as t (D. L. Wallace, Annals
     * of Mathematical Statistics 30, 1959): t with few degrees of freedom and t with many on one scale.
     */
    static double normal(double t, double freedom) {
        return (8 * freedom + 1) / (8 * freedom + 3) * Math.sqrt(freedom * Math.log1p(t * t / freedom));
    }

    /** The t whose {@link #normal} this is. */
    static double ofNormal(double normal, double freedom) {
        double root = normal * (8 * freedom + 3) / (8 * freedom + 1);
        return Math.sqrt(freedom * Math.expm1(root * root / freedom));
    }

    /** Probability that Student's t with so many degrees of freedom has a larger square. */
    static double twoSided(double squareOfT, double freedom) {
        return incompleteBeta(freedom / (freedom + squareOfT), freedom / 2);
    }

    /**
     * Regularised incomplete beta function I_x(a, 1/2), by its continued fraction where that converges fast (DLMF
     * 8.17.22).
     */
    private static double incompleteBeta(double x, double a) {
        double b = 0.5;
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
    }

    /** Lentz's method. */
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / away(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= MAX_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < PRECISION) {
                break;
            }
        }
        return value;
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** Stirling's series, after raising the argument to where it is exact enough (DLMF 5.11.1). */
    private static double logGamma(double value) {
        double raised = value;
        double product = 1;
        while (raised < 10) {
            product *= raised;
            raised++;
        }
        double inverse = 1 / (raised * raised);
        double series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680))) / raised;
        return (raised - 0.5) * Math.log(raised) - raised + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
    }
}
