package io.tracemill.telemetry.text;

import io.tracemill.telemetry.sample.SampleSink;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A number as text has it, read without garbage where it has at most 18 digits: decimal, with or without an exponent,
 * or one of the words for NaN and the infinities. Hexadecimal numbers are refused.
 */
final class Decimal {

    private static final long MOST_BEFORE_NEXT = Long.MAX_VALUE / 10;
    private static final int MOST_EXPONENT = 100_000;
    private static final long EXACT_IN_DOUBLE = 1L << 53;
    private static final double[] POWERS = new double[23];
    private static final long[] LONG_POWERS = new long[19];

    static {
        double power = 1;
        for (int i = 0; i < POWERS.length; i++, power *= 10) {
            POWERS[i] = power;
        }
        LONG_POWERS[0] = 1;
        for (int i = 1; i < LONG_POWERS.length; i++) {
            LONG_POWERS[i] = 10 * LONG_POWERS[i - 1];
        }
    }

    private byte[] text = new byte[0];
    private int from;
    private int to;
    private int at;
    private boolean negative;
    private long digits;
    private int exponent;
    private boolean exact;
    private boolean whole;
    private double word;

    /** Reads the number that fills a range; false where there is none. */
    boolean read(byte[] buffer, int start, int end) {
        text = buffer;
        from = start;
        to = end;
        at = start;
        digits = 0;
        exponent = 0;
        exact = true;
        whole = true;
        word = 0;
        negative = at < to && text[at] == '-';
        if (negative || (at < to && text[at] == '+')) {
            at++;
        }
        if (at < to && Character.isLetter(text[at])) {
            return word();
        }
        int first = at;
        integer(true);
        boolean any = at > first;
        if (at < to && text[at] == '.') {
            whole = false;
            first = ++at;
            integer(false);
            any |= at > first;
        }
        return any && exponent() && at == to;
    }

    private void integer(boolean beforePoint) {
        for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
            if (digits < MOST_BEFORE_NEXT) {
                digits = 10 * digits + (text[at] - '0');
                exponent -= beforePoint ? 0 : 1;
            } else {
                exact &= text[at] == '0';
                exponent += beforePoint ? 1 : 0;
            }
        }
    }

    private boolean exponent() {
        if (at == to || (text[at] | 0x20) != 'e') {
            return true;
        }
        whole = false;
        at++;
        boolean less = at < to && text[at] == '-';
        if (less || (at < to && text[at] == '+')) {
            at++;
        }
        int first = at;
        int power = 0;
        for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
            power = Math.min(MOST_EXPONENT, 10 * power + (text[at] - '0'));
        }
        exponent += less ? -power : power;
        return at > first;
    }

    private boolean word() {
        String letters = new String(text, at, to - at, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        whole = false;
        word = letters.equals("nan") ? Double.NaN : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        return letters.equals("nan") || letters.equals("inf") || letters.equals("infinity");
    }

    /** The nearest double. */
    double value() {
        if (word != 0) {
            return word;
        }
        if (!exact || digits >= EXACT_IN_DOUBLE || Math.abs(exponent) >= POWERS.length) {
            return Double.parseDouble(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
        }
        double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
        return negative ? -value : value;
    }

    /** Whether it has neither a point nor an exponent. */
    boolean isWhole() {
        return whole;
    }

    /**
     * The number times a power of ten, cut to a whole number.
     *
     * @return {@link SampleSink#NO_TIME} if a long cannot hold it
     */
    long times(int power) {
        long scale = (long) exponent + power;
        long value = digits;
        if (word != 0 || (scale > 0 && scale >= LONG_POWERS.length && digits != 0)) {
            return SampleSink.NO_TIME;
        }
        if (scale > 0 && digits != 0) {
            if (digits > Long.MAX_VALUE / LONG_POWERS[(int) scale]) {
                return SampleSink.NO_TIME;
            }
            value = digits * LONG_POWERS[(int) scale];
        } else if (scale < 0) {
            value = -scale >= LONG_POWERS.length ? 0 : digits / LONG_POWERS[(int) -scale];
        }
        return negative ? -value : value;
    }
}
