package io.tracemill.cli.bench;

import java.util.Arrays;
import java.util.Locale;

/** A number that was measured several times. */
record Spread(double median, double smallest, double largest) {

    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Whether there was anything to measure. */
    boolean isSeen() {
        return largest > 0;
    }

    /** The median with so many decimals and a unit; nothing where nothing was seen. */
    String text(int decimals, String unit) {
        return isSeen() ? digits(median, decimals) + unit : "";
    }

    /** From the smallest to the largest. */
    String range(int decimals) {
        return isSeen() ? digits(smallest, decimals) + " - " + digits(largest, decimals) : "";
    }

    static String digits(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
