package io.tracemill.schemas.wording;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers of sentences, which are the same in all languages. */
public final class Figure {

    private static final double[] TIME_STEPS = {1e9, 1e6, 1e3};
    private static final String[] TIME_UNITS = {"s", "ms", "us"};

    private Figure() {}

    /** A length of time, given in ns. */
    public static String time(long ns) {
        return time((double) ns);
    }

    /** Length of time: three or four digits and a unit. */
    public static String time(double nanos) {
        for (int i = 0; i < TIME_STEPS.length; i++) {
            if (Math.abs(nanos) >= TIME_STEPS[i]) {
                return digits(nanos / TIME_STEPS[i]) + " " + TIME_UNITS[i];
            }
        }
        return (nanos == Math.rint(nanos) ? Long.toString((long) nanos) : digits(nanos)) + " ns";
    }

    /** Number with two decimals, or fewer if it has three digits without them. */
    public static String digits(double value) {
        double size = Math.abs(value);
        return rounded(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
    }

    /** Share, given in percent. */
    public static String percent(double percent) {
        return rounded(percent, 1) + " %";
    }

    /** How many times one number is another. */
    public static String factor(double factor) {
        return rounded(factor, 1);
    }

    /** Number with so many decimals, as {@code String.format} rounds it, but without a format to parse. */
    private static String rounded(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
