package io.tracemill.schemas.wording;

import java.util.Locale;

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
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    /** Share, given in percent. */
    public static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** How many times one number is another. */
    public static String factor(double factor) {
        return String.format(Locale.ROOT, "%.1f", factor);
    }
}
