package io.tracemill.schemas.wording;

import java.util.Locale;

/** Numbers of sentences, which are the same in all languages. */
public final class Figure {

    private static final double ONE_DECIMAL_MS = 10;

    private Figure() {}

    /** Length of time in ms: to the microsecond, or to 0.1 ms from 10 ms. */
    public static String time(long nanos) {
        double millis = nanos / 1e6;
        return String.format(Locale.ROOT, millis >= ONE_DECIMAL_MS ? "%.1f ms" : "%.3f ms", millis);
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
