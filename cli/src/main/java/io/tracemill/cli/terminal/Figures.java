package io.tracemill.cli.terminal;

import io.tracemill.schemas.wording.Figure;
import java.util.Locale;

/** Numbers as a person reads them: three or four digits and a unit. */
public final class Figures {

    private static final double[] BYTE_STEPS = {1e12, 1e9, 1e6, 1e3};
    private static final String[] BYTE_UNITS = {"TB", "GB", "MB", "kB"};

    private Figures() {}

    /** A length of time, given in ns. */
    public static String time(long ns) {
        return time((double) ns);
    }

    /** A mean of lengths of time, given in ns. */
    public static String time(double ns) {
        return Figure.time(ns);
    }

    /** An amount of data, in powers of 1000. */
    public static String bytes(long amount) {
        double bytes = (double) amount;
        for (int i = 0; i < BYTE_STEPS.length; i++) {
            if (Math.abs(bytes) >= BYTE_STEPS[i]) {
                return Figure.digits(bytes / BYTE_STEPS[i]) + " " + BYTE_UNITS[i];
            }
        }
        return amount + " B";
    }

    /** A share that is given in percent. */
    public static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** A part of a whole; nothing where the whole is nothing. */
    public static String share(long part, long whole) {
        return whole == 0 ? "" : percent(100.0 * part / whole);
    }

    /** A number of things, with separators of thousands. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
