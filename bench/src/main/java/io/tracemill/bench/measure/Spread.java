package io.tracemill.bench.measure;

import java.util.Arrays;
import java.util.Locale;

/** A number that was measured several times. */
public record Spread(double median, double smallest, double largest) {

    /** Of these measurements, at least one. */
    public static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Whether there was anything to measure. */
    public boolean isSeen() {
        return largest > 0;
    }

    /** The median with so many decimals and a unit; empty if there was nothing to measure. */
    public String text(int decimals, String unit) {
        return isSeen() ? digits(median, decimals) + unit : "";
    }

    /** From the smallest to the largest; empty if there was nothing to measure. */
    public String range(int decimals) {
        return isSeen() ? digits(smallest, decimals) + " - " + digits(largest, decimals) : "";
    }

    /** A number with so many decimals. */
    public static String digits(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
